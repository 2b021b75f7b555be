package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a checkout makes for those who want none.
 *
 * @param environment what its Maven sees
 * @param temp for whatever is needed on the way
 */
record Release(Path checkout, Map<String, String> environment, Path temp) {

  private static final List<String> MAKE =
      List.of("-q", "-B", "-Dquick", "-DskipTests", "-Prelease", "-am", "-pl", "jbang-scripts");

  void runsWithoutMaven() throws Exception {
    Path launcher = unpacked();
    Path home = Files.createDirectories(temp.resolve("release home"));
    Launched release =
        new Launched(
            launcher,
            Map.of(
                "HOME", home.toString(),
                "PATH", withoutMaven().toString(),
                "NEONFLOW_ARCHIVE", "off"),
            temp);
    release.handsEverythingOn();
    Ended tour = release.run("demo");
    assertEquals(0, tour.exitCode(), tour.toString());

    Path dev = launcher.resolveSibling("dev.java");
    String changed = Files.readString(dev).replace("Print all engineers' branches", "All of them");
    Files.writeString(launcher.resolveSibling("dev.java"), changed);
    Ended help = release.run("dev", "list", "--help");
    assertEquals(0, help.exitCode(), help.toString());
    assertTrue(help.out().contains("All of them"), help.toString());
    assertTrue(help.err().contains("compiling"), help.toString());
  }

  /** Where a project of somebody else is. */
  private Path unpacked() throws Exception {
    Stream<String> make = Stream.of(Peers.need("mvn").toString());
    List<String> maven =
        Stream.of(make, MAKE.stream(), Stream.of("package")).flatMap(part -> part).toList();
    Ended made = Child.run(checkout, environment, maven, Launched.MINUTES);
    assertEquals(0, made.exitCode(), made.toString());
    String name = "neonflow-" + Pom.version(Checkout.ROOT.resolve("pom.xml"));
    Path project = Files.createDirectories(temp.resolve("a project"));
    Files.writeString(project.resolve("pom.xml"), "<project/>");
    Unpacked.zip(checkout.resolve("jbang-scripts/target/" + name + ".zip"), project);
    return project.resolve(name).resolve("neonflow");
  }

  /** What this machine's PATH leads to, but for Maven. */
  private Path withoutMaven() throws IOException {
    Path bin = Files.createDirectories(temp.resolve("bin"));
    for (String folder : System.getenv("PATH").split(":", -1)) {
      if (!Files.isDirectory(Path.of(folder))) {
        continue;
      }
      try (Stream<Path> programs = Files.list(Path.of(folder))) {
        for (Path program : programs.toList()) {
          Path link = bin.resolve(program.getFileName().toString());
          if (!link.endsWith("mvn") && Files.notExists(link, LinkOption.NOFOLLOW_LINKS)) {
            Files.createSymbolicLink(link, program);
          }
        }
      }
    }
    return bin;
  }
}
