package dev.neonflow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnknownSettingsTest {

  @TempDir Path checkout;
  private final Map<String, String> environment = new HashMap<>();

  private List<String> unknown(String file, String... own) throws IOException {
    Files.writeString(checkout.resolve("neonflow.properties"), file);
    return Settings.load(environment, checkout, Map.of()).unknown(Set.of(own));
  }

  @Test
  void namesThatAreWrittenDown_areThoseOfAllCommands() {
    Set<String> names = new TreeSet<>(Set.of("api-key", "api-host"));
    for (KnownCommand command : KnownCommand.ALL) {
      command.spec().options().stream()
          .filter(option -> !option.usageHelp() && !option.versionHelp())
          .forEach(option -> names.add(SettingsDefaults.name(option)));
    }
    assertEquals(names, new TreeSet<>(UnknownSettings.NAMES));
  }

  @Test
  void misspelledKey_isNamedWithItsLine_andWithWhatIsMeant_notWithItsValue() throws IOException {
    Path file = checkout.resolve("neonflow.properties");
    assertEquals(
        List.of(
            "unknown setting parnt in " + file + ":3; did you mean parent?",
            "unknown setting project_id in " + file + ":4; did you mean project-id?",
            "unknown setting NEONFLOW_MIGRATE in " + file + ":5; did you mean migrate?",
            "unknown setting sideways in "
                + file
                + ":6; `neonflow config` lists those that there are",
            "unknown setting a?::b in ".replace(':', '?')
                + file
                + ":7; `neonflow config` lists those that there are"),
        unknown(
            """
            # ours
            migrate=x
            parnt=s3cret
            project_id=s3cret
            NEONFLOW_MIGRATE=s3cret
            sideways=s3cret
            a\\n\\:\\:b=s3cret
            """));
  }

  @Test
  void misspelledVariable_isNamed_anEmptyOneOrAnotherTools_isNot() throws IOException {
    environment.put("NEONFLOW_PARNT", "s3cret");
    environment.put("NEONFLOW_SIDEWAYS", "");
    environment.put("NEON_SIDEWAYS", "x");
    environment.put("NEONFLOW_PARENT", "x");
    assertEquals(
        List.of("unknown setting NEONFLOW_PARNT in the environment; did you mean NEONFLOW_PARENT?"),
        unknown(""));
  }

  @Test
  void optionsOfTheScriptThatRuns_areKnown() throws IOException {
    environment.put("NEONFLOW_SHOP_NAME", "x");
    assertEquals(List.of(), unknown("shop-name=x", "shop-name"));
    assertEquals(2, unknown("shop-name=x").size());
  }

  /** A variable that Neonflow gives or takes itself is nobody's mistake. */
  @Test
  void everyVariableOfOurs_isKnown() throws IOException {
    Set<String> ours = new TreeSet<>();
    for (Path file : ours()) {
      Matcher name = Pattern.compile("\\bNEONFLOW_[A-Z][A-Z_]*").matcher(Files.readString(file));
      while (name.find()) {
        ours.add(name.group());
      }
    }
    assertTrue(ours.containsAll(Set.of("NEONFLOW_ARCHIVE", "NEONFLOW_FLYCTL")), ours.toString());
    ours.forEach(name -> environment.put(name, "x"));
    assertEquals(List.of(), unknown(""));
  }

  /** The programs, the launchers, and the files for CI. */
  private static List<Path> ours() throws IOException {
    Path root = Path.of("../..");
    List<Path> all = new ArrayList<>();
    all.add(root.resolve("jbang-scripts/neonflow"));
    all.add(root.resolve("jbang-scripts/neonflow.cmd"));
    List<Path> directories =
        new ArrayList<>(List.of(root.resolve("docs/github-actions"), root.resolve("docs/jenkins")));
    directories.add(root.resolve("docs/gitlab-ci"));
    for (String modules : List.of("workflows", "sdk")) {
      try (Stream<Path> found = Files.list(root.resolve(modules))) {
        found
            .map(module -> module.resolve("src/main/java"))
            .filter(Files::isDirectory)
            .forEach(directories::add);
      }
    }
    for (Path directory : directories) {
      try (Stream<Path> found = Files.walk(directory)) {
        found.filter(Files::isRegularFile).forEach(all::add);
      }
    }
    return all;
  }
}
