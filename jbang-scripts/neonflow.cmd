@echo off
rem neonflow SCRIPT ...   runs jbang-scripts\SCRIPT.java
rem In a checkout it first builds what is missing or older than its sources; then it runs java.
setlocal
set "here=%~dp0"
set "here=%here:~0,-1%"
for %%I in ("%here%\..") do set "root=%%~fI"
set "target=%here%\target"
set "script=%~1"

if "%script%"=="" goto help
if "%script%"=="help" goto help
if "%script%"=="-h" goto help
if "%script%"=="--help" goto help
if "%script%"=="-V" goto version
if "%script%"=="--version" goto version
if not exist "%here%\%script%.java" (
  echo neonflow: there is no script named '%script%' 1>&2
  echo   next: one of these 1>&2
  for %%F in ("%here%\*.java") do echo   %%~nF 1>&2
  exit /b 2
)

if defined JAVA_HOME (set "java=%JAVA_HOME%\bin\java.exe") else (set "java=java.exe")
"%java%" -version >nul 2>&1
if errorlevel 1 (
  echo neonflow: there is no java 1>&2
  echo   next: install a JDK 17 or newer from https://adoptium.net, or set JAVA_HOME 1>&2
  exit /b 2
)

set "lib=%target%\lib"
if not exist "%here%\lib" goto checkout
rem A release has its libraries beside its scripts, and may lie where nobody may write.
set "lib=%here%\lib"
for %%J in ("%lib%\neonflow-scripts-*.jar") do set "jar=%%~nJ"
set "target="
if defined LOCALAPPDATA set "target=%LOCALAPPDATA%\neonflow\launcher-%jar:neonflow-scripts-=%"
goto ready
:checkout
set "stale=yes"
if exist "%target%\neonflow.built" for /f %%S in ('powershell -NoProfile -Command "$b=(Get-Item '%target%\neonflow.built').LastWriteTime; if (Get-ChildItem -Recurse -File -Path '%root%' -Include *.java,pom.xml,*.sql,*.yml,Jenkinsfile.neonflow | Where-Object { $_.LastWriteTime -gt $b -and $_.FullName -notmatch '\\target\\' -and $_.FullName -notmatch '\\src\\test\\' } | Select-Object -First 1) {'yes'} else {'no'}"') do set "stale=%%S"
if "%stale%"=="yes" call :build || exit /b 1

:ready
set "arguments="
shift
:next
if "%~1"=="" goto run
set arguments=%arguments% %1
shift
goto next
:run
set "classpath=%lib%\*"
rem Classes that this very java has read before, in a file made beside the first start. Beside it is what it is of: which build, and where.
set "version="
set "archive="
set "shared="
set "build="
set "of="
if exist "%lib%\build" set /p build=<"%lib%\build"
if defined JAVA_HOME if exist "%JAVA_HOME%\release" for /f "tokens=2 delims==" %%V in ('findstr /b JAVA_RUNTIME_VERSION "%JAVA_HOME%\release"') do set "version=%%~V"
if defined version if defined target if /i not "%NEONFLOW_ARCHIVE%"=="off" set "archive=%target%\archive\%version%.jsa"
if not defined archive goto libraries
if exist "%archive%" if exist "%archive%.of" set /p of=<"%archive%.of"
if "%of%"=="%lib%?%build%" goto fits
if not exist "%target%" mkdir "%target%" 2>nul
2>nul (>"%target%\neonflow.writable" type nul) && start "" /b /belownormal "%java%" -cp "%classpath%" dev.neonflow.cli.archive.ArchiveMain "%archive%" "%lib%?%build%" >nul 2>&1
goto libraries
:fits
for %%A in ("%archive%") do if %%~zA0 GTR 0 set "shared=yes"
:libraries
rem What only this script needs.
if exist "%lib%\%script%" set "classpath=%classpath%;%lib%\%script%\*"
if not defined shared goto plain
"%java%" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto "-XX:SharedArchiveFile=%archive%" -Xlog:disable -cp "%classpath%" %script% %arguments%
exit /b %errorlevel%
:plain
"%java%" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -cp "%classpath%" %script% %arguments%
exit /b %errorlevel%

:build
where mvn >nul 2>&1
if errorlevel 1 (
  echo neonflow: the first start builds Neonflow, and there is no Maven on the PATH 1>&2
  echo   next: install Maven 3.8 or newer, https://maven.apache.org/install.html 1>&2
  exit /b 1
)
if not exist "%target%" mkdir "%target%"
echo neonflow: building, the log is %target%\neonflow-build.log 1>&2
pushd "%root%"
call mvn -B -Dquick -DskipTests -Dstyle.color=never install > "%target%\neonflow-build.log" 2>&1
set "code=%errorlevel%"
popd
if not "%code%"=="0" (
  findstr /b /c:"[ERROR]" "%target%\neonflow-build.log" 1>&2
  echo neonflow: the build failed 1>&2
  echo   next: read %target%\neonflow-build.log 1>&2
  exit /b 1
)
type nul > "%target%\neonflow.built"
exit /b 0

:version
if exist "%here%\lib" (
  for %%J in ("%here%\lib\neonflow-scripts-*.jar") do set "jar=%%~nJ"
  goto released
)
for /f "tokens=3 delims=<>" %%V in ('findstr /r /c:"^  <version>" "%root%\pom.xml"') do echo neonflow %%V
exit /b 0

:released
echo neonflow %jar:neonflow-scripts-=%
exit /b 0

:help
echo Preview databases, migrations and applications for pull requests, on Neon.
echo.
echo Usage: neonflow SCRIPT [options]     neonflow SCRIPT --help
echo.
for %%F in ("%here%\*.java") do echo   %%~nF
echo.
echo Start with: neonflow demo
if "%script%"=="" exit /b 2
exit /b 0
