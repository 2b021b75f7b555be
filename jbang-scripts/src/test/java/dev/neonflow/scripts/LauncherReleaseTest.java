package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the launcher does in a release, with a program in place of Java. */
class LauncherReleaseTest {

  @TempDir Path temp;
  private Path release;
  private Path dev;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void unpackedRelease() throws IOException {
    Peers.need("sh");
    release = Files.createDirectories(temp.resolve("a place/neonflow-1.2.3"));
    Path packaged = Files.createDirectories(release.resolve("lib/as-packaged"));
    Files.createFile(release.resolve("lib/neonflow-scripts-1.2.3.jar"));
    Path launcher = Files.copy(Checkout.LAUNCHER, release.resolve("neonflow"));
    assertTrue(launcher.toFile().setExecutable(true));
    dev = Files.copy(Checkout.SCRIPTS.resolve("dev.java"), release.resolve("dev.java"));
    Files.copy(dev, packaged.resolve("dev.java"));
    java("jdk.compiler@17");
    Files.writeString(temp.resolve("jdk/release"), "JAVA_RUNTIME_VERSION=\"17.0.1+1\"\n");
    environment.put("JAVA_HOME", temp.resolve("jdk").toString());
    environment.put("HOME", temp.resolve("home").toString());
    environment.put("NEONFLOW_ARCHIVE", "off");
  }

  @Test
  void scriptThatOnlyHasAnotherTime_isNotCompiled() throws Exception {
    Files.setLastModifiedTime(dev, FileTime.from(Instant.now().plus(Duration.ofMinutes(1))));
    Ended run = launch("dev", "url");
    assertTrue(run.out().endsWith(".jar dev url\n"), run.toString());
    assertEquals("", run.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cmp", "no cmp"})
  void changedScript_isCompiled_andThatIsSaid(String machine) throws Exception {
    if (machine.equals("no cmp")) {
      environment.put("PATH", withoutCmp().toString());
      assertEquals("", launch("dev", "url").err());
    }
    Files.writeString(dev, Files.readString(dev).replace("DESCRIPTION", "description"));
    assertCompiled(dev, launch("dev", "url"));
  }

  @Test
  void helpOnACommand_isItsOwn() throws Exception {
    Ended run = launch("help", "dev", "url");
    assertEquals(0, run.exitCode(), run.toString());
    assertTrue(run.out().endsWith(" dev url --help\n"), run.toString());
  }

  @Test
  void addedScript_isCompiled() throws Exception {
    Path own = Files.copy(dev, release.resolve("own.java"));
    assertCompiled(own, launch("own", "url"));
  }

  @Test
  void changedScriptWithoutACompiler_isRefusedWithTheRemedy() throws Exception {
    java("java.base@17");
    Files.writeString(dev, "// mine\n");
    Ended run = launch("dev", "url");
    assertEquals(3, run.exitCode(), run.toString());
    assertEquals("", run.out());
    assertTrue(run.err().contains("has no compiler"), run.err());
    assertTrue(run.err().contains("  next: set JAVA_HOME"), run.err());
  }

  /** Two copies would take turns at one. */
  @Test
  void archive_isOfThisCopy() throws Exception {
    environment.remove("NEONFLOW_ARCHIVE");
    Files.writeString(
        temp.resolve("jdk/release"), "IMPLEMENTOR=\"Us\"\nJAVA_RUNTIME_VERSION=\"17.0.1+1\"\n");
    Path kept = temp.resolve("home/.cache/neonflow/launcher-1.2.3" + release.toRealPath());
    Path archive = Files.createDirectories(kept.resolve("archive")).resolve("17.0.1+1-Us.jsa");
    Files.writeString(archive, "classes");
    Path jar = release.toRealPath().resolve("lib/neonflow-scripts-1.2.3.jar");
    Files.writeString(release.resolve("lib/build"), "2f\n");
    Files.writeString(Path.of(archive + ".of"), "2f:" + jar + "\n");
    Ended run = launch("dev", "url");
    assertTrue(run.out().contains(" -XX:SharedArchiveFile=" + archive + " "), run.toString());
  }

  private void assertCompiled(Path script, Ended run) throws IOException {
    assertEquals(0, run.exitCode(), run.toString());
    String path = script.toRealPath().toString();
    assertTrue(run.out().endsWith(".jar " + path + " url\n"), run.toString());
    assertEquals("neonflow: compiling " + path + ", which is not as it was released\n", run.err());
  }

  private Path withoutCmp() throws IOException {
    Path bin = Files.createDirectories(temp.resolve("bin"));
    for (String tool : List.of("sh", "sed", "cat", "mkdir", "readlink", "grep")) {
      Files.createSymbolicLink(bin.resolve(tool), Peers.need(tool));
    }
    return bin;
  }

  private Ended launch(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(release.resolve("neonflow").toString()));
    command.addAll(List.of(words));
    return Child.run(temp, environment, command);
  }

  private void java(String modules) throws IOException {
    Path file = Files.createDirectories(temp.resolve("jdk/bin")).resolve("java");
    Files.writeString(
        file,
        """
        #!/bin/sh
        case $1 in
          -version) echo 'openjdk version "17.0.1"' >&2 ;;
          --list-modules) echo '%s' ;;
          *) echo "$@" ;;
        esac
        """
            .formatted(modules));
    assertTrue(file.toFile().setExecutable(true));
  }
}
