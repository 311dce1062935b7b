#Requires -RunAsAdministrator
<#
.SYNOPSIS
    Mendaftarkan IKI Web sebagai tugas terjadwal yang berjalan sendiri saat Windows menyala.
.DESCRIPTION
    Memakai Penjadwal Tugas bawaan Windows, jadi tidak ada yang diunduh. Aplikasi berjalan
    sebagai LOCAL SERVICE, akun bawaan tanpa sandi dan tanpa hak pengelola komputer, yang
    hanya diberi hak tulis pada folder data. Menjalankan ulang skrip ini memperbarui tugasnya.
    Skrip ini baru diperiksa dengan dibaca, belum dijalankan pada Windows.
.PARAMETER Folder
    Folder aplikasi (bawaan: dua folder di atas skrip ini).
.PARAMETER Data
    Folder data (bawaan: instance di folder aplikasi).
.PARAMETER Pintu
    Nomor pintu (bawaan 8000).
.PARAMETER Copot
    Menghentikan dan menghapus tugasnya; data tidak disentuh.
.EXAMPLE
    powershell -ExecutionPolicy Bypass -File docs\layanan\pasang-layanan.ps1
#>
[CmdletBinding()]
param(
    [string]$Folder = (Resolve-Path (Join-Path $PSScriptRoot '..\..')).Path,
    [string]$Data = (Join-Path $Folder 'instance'),
    [int]$Pintu = 8000,
    [switch]$Copot
)
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$Nama = 'IKI Web'
$Aturan = 'IKI Web (pintu masuk)'
$Akun = New-Object System.Security.Principal.SecurityIdentifier 'S-1-5-19'  # LOCAL SERVICE

$ada = Get-ScheduledTask -TaskName $Nama -ErrorAction SilentlyContinue
if ($ada) {
    Stop-ScheduledTask -TaskName $Nama
    Unregister-ScheduledTask -TaskName $Nama -Confirm:$false
}
Get-NetFirewallRule -DisplayName $Aturan -ErrorAction SilentlyContinue | Remove-NetFirewallRule
if ($Copot) {
    Write-Output "Tugas '$Nama' dihapus. Data di $Data tidak berubah."
    exit 0
}

$Python = Join-Path $Folder '.venv\Scripts\python.exe'
if (-not (Test-Path $Python)) {
    throw "Belum ada $Python. Jalankan jalankan.bat sekali dahulu, lalu ulangi skrip ini."
}
New-Item -ItemType Directory -Force -Path $Data | Out-Null

# LOCAL SERVICE membaca program, dan menulis hanya di folder data.
$baca = New-Object System.Security.AccessControl.FileSystemAccessRule(
    $Akun, 'ReadAndExecute', 'ContainerInherit,ObjectInherit', 'None', 'Allow')
$tulis = New-Object System.Security.AccessControl.FileSystemAccessRule(
    $Akun, 'Modify', 'ContainerInherit,ObjectInherit', 'None', 'Allow')
foreach ($pasangan in @(@($Folder, $baca), @($Data, $tulis))) {
    $hak = Get-Acl -Path $pasangan[0]
    $hak.AddAccessRule($pasangan[1])
    Set-Acl -Path $pasangan[0] -AclObject $hak
}

# Penjadwal Tugas tidak menyimpan setelan lingkungan, jadi cmd memberikannya; keluaran layar
# yang pendek (mulai, peringatan, galat) ditulis ulang setiap kali mulai.
$Layar = Join-Path $Data 'layar.log'
$perintah = "set `"IKI_INSTANCE=$Data`"&& set `"IKI_PORT=$Pintu`"&& set PYTHONUNBUFFERED=1&& " +
    "`"$Python`" wsgi.py > `"$Layar`" 2>&1"
$aksi = New-ScheduledTaskAction -Execute "$env:SystemRoot\System32\cmd.exe" `
    -Argument "/d /s /c `"$perintah`"" -WorkingDirectory $Folder
$pemicu = New-ScheduledTaskTrigger -AtStartup
$setelan = New-ScheduledTaskSettingsSet -RestartCount 3 -RestartInterval (New-TimeSpan -Minutes 1) `
    -ExecutionTimeLimit ([TimeSpan]::Zero) -MultipleInstances IgnoreNew -StartWhenAvailable `
    -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries
$pelaku = New-ScheduledTaskPrincipal -UserId 'S-1-5-19' -LogonType ServiceAccount -RunLevel Limited
Register-ScheduledTask -TaskName $Nama -Action $aksi -Trigger $pemicu -Settings $setelan `
    -Principal $pelaku -Description 'Indikator Kinerja Individu' | Out-Null

# Hanya komputer pada jaringan kantor (Private atau Domain) yang dapat membuka.
New-NetFirewallRule -DisplayName $Aturan -Direction Inbound -Action Allow -Protocol TCP `
    -LocalPort $Pintu -Profile Private, Domain | Out-Null

Start-ScheduledTask -TaskName $Nama
Write-Output "Tugas '$Nama' terdaftar dan dimulai. Buka http://localhost:$Pintu"
Write-Output "Layar: $Layar   Catatan: $(Join-Path $Data 'catatan\aplikasi.log')"
