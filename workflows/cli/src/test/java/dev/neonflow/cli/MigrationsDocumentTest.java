package dev.neonflow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What docs/migrations.md says about finding and naming a tool. */
class MigrationsDocumentTest {
  private static final Path PAGE = Path.of("..", "..", "docs", "migrations.md");
  private static final Pattern FILES = Pattern.compile("<!-- files: (.*) -->");
  private static final Pattern COMMANDS = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
  private static final Pattern SAID = Pattern.compile("```\n(migration: .*)\n```");
  private static final Pattern MIGRATE = Pattern.compile("--migrate (\"[^\"]+\"|\\S+)");
  private static final Pattern LIQUIBASE = Pattern.compile("--liquibase (\\S+)");
  private static final Pattern FLYWAY = Pattern.compile("--flyway (\\S+)");

  @TempDir Path checkout;

  private static String section(String heading) throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf("\n## " + heading + "\n");
    assertTrue(start >= 0, heading);
    int end = page.indexOf("\n## ", start + 1);
    return page.substring(start, end < 0 ? page.length() : end);
  }

  /** Each is a name, perhaps with its text. */
  private void writeFiles(String section) throws IOException {
    Matcher files = FILES.matcher(section);
    if (!files.find()) {
      return;
    }
    for (String file : files.group(1).split(" ", -1)) {
      String[] parts = file.split("=", 2);
      Path place = checkout.resolve(parts[0]);
      Files.createDirectories(place.getParent());
      Files.writeString(place, parts.length == 2 ? parts[1] : "");
    }
  }

  private static List<String> commands(String section) {
    List<String> commands = new ArrayList<>();
    for (MatchResult block : COMMANDS.matcher(section).results().toList()) {
      block.group(1).lines().map(line -> line.replaceFirst("\\s+#.*", "")).forEach(commands::add);
    }
    return commands;
  }

  private Migrations chosen(String command) {
    Matcher migrate = MIGRATE.matcher(command);
    Matcher flyway = FLYWAY.matcher(command);
    Matcher liquibase = LIQUIBASE.matcher(command);
    return Migrations.choose(
        checkout,
        migrate.find() ? migrate.group(1).replace("\"", "") : null,
        flyway.find() ? Path.of(flyway.group(1)) : null,
        liquibase.find() ? Path.of(liquibase.group(1)) : null);
  }

  @ParameterizedTest
  @CsvSource({
    "Flyway, flyway",
    "Liquibase, liquibase",
    "Drizzle, drizzle",
    "Prisma, prisma",
    "Django, django",
    "Scripts of package.json, pnpm run db:migrate",
    "Any command, command",
  })
  void commandsOfAScreen_chooseItsTool_andSayWhatIsShown(String heading, String tool)
      throws IOException {
    String section = section(heading);
    writeFiles(section);
    List<String> commands = commands(section);
    assertFalse(commands.isEmpty());
    for (String command : commands) {
      assertTrue(command.startsWith("neonflow preview up --pr 7"), command);
      assertEquals(tool, String.valueOf(chosen(command).migrator().tool()), command);
    }
    Matcher said = SAID.matcher(section);
    assertTrue(said.find());
    assertEquals(said.group(1), chosen(commands.get(0)).said());
  }

  @Test
  void everyToolOfTheTable_hasAScreen() throws IOException {
    List<String> links =
        Pattern.compile("(?m)^\\| \\[.*?\\]\\(#([a-z-]+)\\)")
            .matcher(Files.readString(PAGE))
            .results()
            .map(link -> link.group(1))
            .toList();
    List<String> screens =
        Pattern.compile("(?m)^## (.*)$")
            .matcher(Files.readString(PAGE))
            .results()
            .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
            .map(heading -> heading.replace(' ', '-').replace(".", ""))
            .toList();
    assertEquals(screens, links);
  }
}
