package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which archive of classes the launcher uses, with a program in place of Java. */
class LauncherArchiveTest {

  private static final String OURS = "17.0.1+1-Fake Vendor.jsa";

  @TempDir Path temp;
  private Path scripts;
  private Path target;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void builtCheckout() throws IOException {
    Peers.need("sh");
    scripts = Files.createDirectories(temp.resolve("a check out/jbang-scripts"));
    Path launcher = Files.copy(Checkout.LAUNCHER, scripts.resolve("neonflow"));
    assertTrue(launcher.toFile().setExecutable(true));
    Files.copy(Checkout.SCRIPTS.resolve("dev.java"), scripts.resolve("dev.java"));
    target = scripts.resolve("target");
    Files.createDirectories(target.resolve("lib"));
    Files.createDirectories(target.resolve("classes"));
    Files.createFile(target.resolve("lib/a.jar"));
    Path built = Files.createFile(target.resolve("neonflow.built"));
    Files.setLastModifiedTime(built, inAMinute());
    Path jdk = temp.resolve("jdk");
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(
        jdk.resolve("release"),
        "IMPLEMENTOR=\"Fake Vendor\"\nJAVA_RUNTIME_VERSION=\"17.0.1+1\"\nMODULES=\"java.base\"\n");
    java("echo \"$@\"");
    environment.put("JAVA_HOME", jdk.toString());
  }

  @Test
  void archiveOfThisJava_isUsed_andWhateverJavaSaysOfItIsNotShown() throws Exception {
    String file = archive(OURS, "classes").toString();
    String said = launch().out();
    assertTrue(said.contains(" -XX:SharedArchiveFile=" + file + " -Xlog:disable "), said);
    assertTrue(said.endsWith(" -cp " + target.resolve("lib/a.jar") + " dev url\n"), said);
  }

  @Test
  void archiveOfAnotherJava_isNotUsed() throws Exception {
    archive("17.0.0+9-Fake Vendor.jsa", "classes");
    archive(OURS, "");
    assertFalse(launch().out().contains("SharedArchiveFile"));
  }

  /** The program in place of Java answers, or the test waits in vain. */
  @Test
  void noArchive_isMadeInTheBackground() throws Exception {
    Path made = temp.resolve("made");
    Child.run(temp, Map.of(), List.of("mkfifo", made.toString()));
    java("case \"$*\" in *ArchiveMain*) echo \"$@\" >'" + made + "';; *) echo \"$@\";; esac");
    Ended run = launch();
    assertFalse(run.out().contains("SharedArchiveFile"), run.toString());
    String file = target.resolve("archive").resolve(OURS).toString();
    String asked = Files.readString(made);
    String main = " dev.neonflow.cli.archive.ArchiveMain ";
    String jar = target.resolve("lib/a.jar").toString();
    assertTrue(asked.endsWith(jar + main + file + " :" + jar + "\n"), asked);
  }

  /** Java would go without it, and without its own as well. */
  @ParameterizedTest
  @ValueSource(strings = {"moved", "another jar", "a newer jar", "cut short", "another build"})
  void archiveOfOtherJars_isNotUsed_andMadeAgain(String change) throws Exception {
    Path file = archive(OURS, "classes");
    Path mark = Path.of(file + ".of");
    Path jar = target.resolve("lib/a.jar");
    switch (change) {
      case "moved" -> Files.writeString(mark, ":/elsewhere/lib/a.jar\n");
      case "another jar" -> Files.createFile(target.resolve("lib/b.jar"));
      case "a newer jar" -> Files.setLastModifiedTime(jar, inAMinute());
      case "another build" -> Files.writeString(target.resolve("lib/build"), "2f\n");
      default -> Files.delete(mark);
    }
    Path made = temp.resolve("made");
    Child.run(temp, Map.of(), List.of("mkfifo", made.toString()));
    java("case \"$*\" in *ArchiveMain*) echo made >'" + made + "';; *) echo \"$@\";; esac");
    Ended run = launch();
    assertFalse(run.out().contains("SharedArchiveFile"), run.toString());
    assertEquals("made\n", Files.readString(made));
  }

  /** Nobody would answer the one in place of Java, and the launcher would not end. */
  @Test
  void archiveThatCannotBeMade_isNotTriedAgain_norOneThatNobodyWants() throws Exception {
    java("case \"$*\" in *ArchiveMain*) echo x >>'" + temp.resolve("made") + "';; esac");
    Path empty = archive(OURS, "");
    launch();
    Files.delete(empty);
    environment.put("NEONFLOW_ARCHIVE", "off");
    launch();
    environment.remove("NEONFLOW_ARCHIVE");
    Files.delete(temp.resolve("jdk/release"));
    launch();
    assertTrue(Files.notExists(temp.resolve("made")));
  }

  @Test
  void whatTheUserLetsJavaLog_isLogged() throws Exception {
    archive(OURS, "classes");
    environment.put("JAVA_TOOL_OPTIONS", "-Xlog:gc");
    assertFalse(launch().out().contains("-Xlog:disable"));
  }

  private Path archive(String name, String content) throws IOException {
    Path directory = Files.createDirectories(target.resolve("archive"));
    Files.writeString(directory.resolve(name + ".of"), ":" + target.resolve("lib/a.jar") + "\n");
    return Files.writeString(directory.resolve(name), content);
  }

  private static FileTime inAMinute() {
    return FileTime.from(Instant.now().plus(Duration.ofMinutes(1)));
  }

  private Ended launch() throws Exception {
    Ended run =
        Child.run(temp, environment, List.of(scripts.resolve("neonflow").toString(), "dev", "url"));
    assertEquals(0, run.exitCode(), run.toString());
    assertEquals("", run.err());
    return run;
  }

  private void java(String lines) throws IOException {
    Path file = temp.resolve("jdk/bin/java");
    String version = "case $1 in -version) echo 'openjdk version \"17.0.1\"' >&2; exit;; esac\n";
    Files.writeString(file, "#!/bin/sh\n" + version + lines + "\n");
    assertTrue(file.toFile().setExecutable(true));
  }
}
