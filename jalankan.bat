@echo off
rem Double-click: the first start prepares everything, then the app is served on port 8000.
setlocal
cd /d "%~dp0"
title IKI Web

rem A copy of the list of packages beside them says what is installed.
fc /b requirements.txt .venv\requirements.txt >nul 2>nul && goto layani

echo Menyiapkan IKI Web. Ini hanya sekali dan perlu internet.
py -3 -m venv .venv || goto tanpa_python
.venv\Scripts\python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements.txt || goto gagal
copy /y requirements.txt .venv\requirements.txt >nul || goto gagal

:layani
.venv\Scripts\python wsgi.py || goto gagal
goto selesai

:tanpa_python
echo Python 3.11 atau yang lebih baru belum terpasang. Unduh dari https://www.python.org lalu coba lagi.
goto jeda

:gagal
echo IKI Web berhenti karena kesalahan di atas. Data yang sudah tersimpan tidak berubah.

:jeda
pause

:selesai
endlocal
