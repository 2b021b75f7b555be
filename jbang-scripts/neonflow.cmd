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

set "stale=yes"
if exist "%target%\neonflow.built" for /f %%S in ('powershell -NoProfile -Command "$b=(Get-Item '%target%\neonflow.built').LastWriteTime; if (Get-ChildItem -Recurse -File -Path '%root%' -Include *.java,pom.xml,*.sql | Where-Object { $_.LastWriteTime -gt $b -and $_.FullName -notmatch '\\target\\' -and $_.FullName -notmatch '\\src\\test\\' } | Select-Object -First 1) {'yes'} else {'no'}"') do set "stale=%%S"
if "%stale%"=="yes" call :build || exit /b 1

set "arguments="
shift
:next
if "%~1"=="" goto run
set arguments=%arguments% %1
shift
goto next
:run
set "classpath=%target%\classes;%target%\lib\*"
rem What only this script needs.
if exist "%target%\lib\%script%" set "classpath=%classpath%;%target%\lib\%script%\*"
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
for /f "tokens=3 delims=<>" %%V in ('findstr /r /c:"^  <version>" "%root%\pom.xml"') do echo neonflow %%V
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
