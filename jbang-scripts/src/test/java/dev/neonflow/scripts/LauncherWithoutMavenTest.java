package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.internal.process.ProcessIdentity;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the launcher does around a build, with programs in place of Maven and Java. */
class LauncherWithoutMavenTest {

  private static final String GOOD_MAVEN =
      "case $1 in -v) echo 'Apache Maven 3.9.9 (a)'; exit;; esac\n";

  @TempDir Path temp;
  private Path checkout;
  private Path scripts;
  private Path bin;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void checkoutWithSpaces() throws IOException {
    Peers.need("sh");
    checkout = Files.createDirectories(temp.resolve("a check out"));
    scripts = Files.createDirectories(checkout.resolve("jbang-scripts"));
    Path launcher = Files.copy(Checkout.LAUNCHER, scripts.resolve("neonflow"));
    assertTrue(launcher.toFile().setExecutable(true));
    Files.copy(Checkout.SCRIPTS.resolve("preview.java"), scripts.resolve("preview.java"));
    Files.copy(Checkout.ROOT.resolve("pom.xml"), checkout.resolve("pom.xml"));
    bin = Files.createDirectories(temp.resolve("bin"));
    environment.put("PATH", bin + ":/usr/bin:/bin");
    environment.put("JAVA_HOME", "");
    fake(
        "java",
        "case $1 in -version) echo 'openjdk version \"17.0.1\"' >&2;;"
            + " --list-modules) echo jdk.compiler@17;; *) echo ran;; esac");
  }

  @Test
  void oldMaven_isNamed() throws Exception {
    fake("mvn", "echo 'Apache Maven 3.6.3 (abc)'");
    assertRefused(3, "3.8 or newer", launch());
  }

  @Test
  void noMaven_isNamed() throws Exception {
    for (String tool :
        List.of("sh", "dirname", "sed", "cat", "mkdir", "rm", "find", "basename", "readlink")) {
      Files.createSymbolicLink(bin.resolve(tool), Peers.need(tool));
    }
    environment.put("PATH", bin.toString());
    assertRefused(3, "no Maven (mvn) on the PATH", launch());
  }

  @Test
  void oldJava_isNamed() throws Exception {
    fake("mvn", GOOD_MAVEN);
    fake("java", "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2");
    assertRefused(2, "is Java 11; 17 or newer", launch());
  }

  @Test
  void runtimeWithoutCompiler_isNamed() throws Exception {
    fake("mvn", GOOD_MAVEN);
    fake("java", "echo 'openjdk version \"17.0.1\"' >&2");
    assertRefused(3, "no compiler", launch());
  }

  @Test
  void progress_namesTheParts_withoutThoseThatOnlyHoldThem() throws Exception {
    String version = Pom.version(Checkout.ROOT.resolve("pom.xml"));
    StringBuilder lines = new StringBuilder(GOOD_MAVEN);
    int part = 0;
    for (String name : List.of("Neonflow", "Neonflow SDK", "Neonflow: Neon client")) {
      part++;
      lines.append("echo '[INFO] Building %s %s     [%d/3]'\n".formatted(name, version, part));
    }
    fake("mvn", lines + built());
    Ended run = launch();
    assertEquals(0, run.exitCode(), run.toString());
    assertEquals("ran", run.out().strip());
    assertEquals(
        List.of("  [3/3] Neon client"),
        run.err().lines().filter(line -> line.startsWith("  [")).toList());
  }

  @Test
  void failedBuild_showsItsErrors_andIsTriedAgain() throws Exception {
    fake("mvn", GOOD_MAVEN + "echo '[ERROR] no such symbol'; exit 1");
    assertRefused(1, "[ERROR] no such symbol", launch());
    fake("mvn", GOOD_MAVEN + built());
    assertEquals(0, launch().exitCode());
  }

  @Test
  void whatInitWrites_isPartOfTheBuild() throws Exception {
    fake("mvn", GOOD_MAVEN + "echo x >>builds\n" + built());
    launch();
    int builds = 1;
    for (String file : List.of("github-actions/a.yml", "gitlab-ci/b.yml", "jenkins/Jenkinsfile")) {
      Path template = checkout.resolve("docs").resolve(file);
      Files.createDirectories(template.resolveSibling("."));
      Files.createFile(template);
      launch();
      builds++;
      assertEquals(builds, Files.readAllLines(checkout.resolve("builds")).size(), file);
    }
    Files.createFile(checkout.resolve("docs/scripts.md"));
    launch();
    assertEquals(builds, Files.readAllLines(checkout.resolve("builds")).size());
  }

  /** Root may write everywhere, but not through a link that leads nowhere. */
  @Test
  void builtWithAnotherJava_whereNobodyMayWrite_runs() throws Exception {
    fake("mvn", GOOD_MAVEN + built());
    launch();
    Path noted = scripts.resolve("target/neonflow.java");
    Files.delete(noted);
    Files.createSymbolicLink(noted, temp.resolve("nowhere/java"));
    Ended run = launch();
    assertEquals(0, run.exitCode(), run.toString());
    assertEquals("ran", run.out().strip());
    assertEquals("", run.err());
  }

  @Test
  void twoStartsAtOnce_buildOnce() throws Exception {
    fake("mvn", GOOD_MAVEN + "echo x >>builds\n" + until("go") + built());
    Process first = start("first.out");
    Process second = null;
    try (BufferedReader firstSaid = first.errorReader()) {
      awaitLine(firstSaid, "neonflow: building");
      second = start("second.out");
      try (BufferedReader secondSaid = second.errorReader()) {
        awaitLine(secondSaid, "waiting for another build");
        Files.createFile(checkout.resolve("go"));
        assertEquals(0, ended(first));
        assertEquals(0, ended(second));
      }
    } finally {
      stop(first);
      stop(second);
    }
    assertEquals(1, Files.readAllLines(checkout.resolve("builds")).size());
  }

  @Test
  void lockOfABuildThatWasKilled_isTakenOver() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Path lock = Files.createDirectories(scripts.resolve("target/neonflow.lock"));
    Files.writeString(lock.resolve("pid"), gone.pid() + "\n");
    fake("mvn", GOOD_MAVEN + built());
    Ended run = launch();
    assertEquals(0, run.exitCode(), run.toString());
    assertTrue(Files.notExists(lock), "the lock is left");
  }

  @ParameterizedTest
  @CsvSource({"INT,130", "TERM,143"})
  void signalDuringTheBuild_endsItAndMaven(String signal, int code) throws Exception {
    Path pid = checkout.resolve("maven.pid");
    fake(
        "mvn",
        GOOD_MAVEN
            + "echo $$ >"
            + pid.getFileName()
            + "\n"
            + "echo '[INFO] Building Neonflow: x 1 [1/1]'\nexec sleep 3600");
    Process launcher = start("out");
    try (BufferedReader said = launcher.errorReader()) {
      awaitLine(said, "[1/1]");
      new ProcessBuilder("kill", "-" + signal, Long.toString(launcher.pid())).start().waitFor();
      assertEquals(code, ended(launcher));
    } finally {
      stop(launcher);
    }
    long maven = Long.parseLong(Files.readString(pid).strip());
    assertTrue(ProcessIdentity.running(maven).isEmpty(), "Maven still runs");
    assertTrue(Files.notExists(scripts.resolve("target/neonflow.lock")), "the lock is left");
  }

  /** The shell that becomes Maven waits until the launcher has heard of the signal. */
  @Test
  void signalWhileMavenIsStarted_endsMaven() throws Exception {
    fake("mvn", GOOD_MAVEN + "exec sleep 3600");
    fake("sh", "echo $$ >shell.pid; echo starting >&3\n" + until("go") + "exec /bin/sh \"$@\"");
    fake("sleep", "[ $# != 1 ] || [ $1 != 1 ] || echo waiting >&3; exec /bin/sleep \"$@\"");
    Process launcher =
        Child.start(
            temp,
            environment,
            List.of("/bin/sh", "-c", "exec 3>&2; exec \"$@\"", "-", command().get(0), "preview"),
            temp.resolve("out"));
    try (BufferedReader said = launcher.errorReader()) {
      awaitLine(said, "starting");
      new ProcessBuilder("kill", "-TERM", Long.toString(launcher.pid())).start().waitFor();
      awaitLine(said, "waiting");
      Files.createFile(checkout.resolve("go"));
      assertEquals(143, ended(launcher));
    } finally {
      stop(launcher);
    }
    long shell = Long.parseLong(Files.readString(checkout.resolve("shell.pid")).strip());
    assertTrue(ProcessIdentity.running(shell).isEmpty(), "Maven still runs");
  }

  /** What a build leaves behind. */
  private static String built() {
    return "mkdir -p jbang-scripts/target/lib\n";
  }

  private static String until(String file) {
    return "until [ -e '" + file + "' ]; do sleep 0.1; done\n";
  }

  private static void awaitLine(BufferedReader said, String part) throws IOException {
    StringBuilder seen = new StringBuilder();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      seen.append(line).append('\n');
      if (line.contains(part)) {
        return;
      }
    }
    throw new AssertionError("'" + part + "' is missing in " + seen);
  }

  private static int ended(Process process) throws InterruptedException {
    assertTrue(process.waitFor(Child.MINUTES, TimeUnit.MINUTES), "it does not end");
    return process.exitValue();
  }

  private static void stop(Process process) throws InterruptedException {
    if (process != null) {
      Child.kill(process);
    }
  }

  private void assertRefused(int code, String named, Ended run) {
    assertEquals(code, run.exitCode(), run.toString());
    assertTrue(run.err().contains(named), run.toString());
    assertTrue(run.err().contains("  next: "), run.toString());
    assertEquals("", run.out());
    assertTrue(Files.notExists(scripts.resolve("target/neonflow.lock")), "the lock is left");
  }

  @Test
  void librariesOfOneScript_areInNoOthersWay() throws Exception {
    builtWithAJavaThatShowsItsArguments();
    Files.copy(Checkout.SCRIPTS.resolve("preview.java"), scripts.resolve("worker.java"));
    Files.createDirectories(scripts.resolve("target/lib/worker"));
    markBuilt();
    String all = scripts.resolve("target/lib/a.jar") + ":" + scripts.resolve("target/lib/b.jar");
    Ended preview = launch();
    assertTrue(preview.out().contains(" -cp " + all + " preview"), preview.toString());
    Ended worker =
        Child.run(temp, environment, List.of(scripts.resolve("neonflow").toString(), "worker"));
    String own = all + ":" + scripts.resolve("target/lib/worker") + "/* worker";
    assertTrue(worker.out().contains(own), worker.toString());
  }

  private Ended launch() throws Exception {
    return Child.run(temp, environment, command());
  }

  private Process start(String out) throws IOException {
    return Child.start(temp, environment, command(), temp.resolve(out));
  }

  private List<String> command() {
    return List.of(scripts.resolve("neonflow").toString(), "preview");
  }

  private void builtWithAJavaThatShowsItsArguments() throws Exception {
    fake("mvn", GOOD_MAVEN + built());
    assertEquals(0, launch().exitCode());
    fake(
        "java",
        "case $1 in -version) echo 'openjdk version \"17.0.1\"' >&2;; *) echo \"$@\";; esac");
    Files.createFile(scripts.resolve("target/lib/a.jar"));
    Files.createFile(scripts.resolve("target/lib/b.jar"));
    markBuilt();
  }

  private void markBuilt() throws IOException {
    Files.setLastModifiedTime(
        scripts.resolve("target/neonflow.built"),
        FileTime.from(Instant.now().plus(Duration.ofMinutes(1))));
  }

  private void fake(String name, String lines) throws IOException {
    Path file = bin.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + lines + "\n");
    assertTrue(file.toFile().setExecutable(true));
  }
}
