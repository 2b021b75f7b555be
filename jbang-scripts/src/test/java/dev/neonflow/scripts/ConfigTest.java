package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code neonflow config}. */
class ConfigTest {

  @TempDir Path home;
  @TempDir Path checkout;
  private final Map<String, String> environment = new TreeMap<>();

  @BeforeEach
  void homeAndRepository() throws IOException {
    environment.put("HOME", home.toString());
    Files.createDirectory(checkout.resolve(".git"));
  }

  @Test
  void everyOptionOfEveryScript_isShown() throws IOException {
    String json = config("--output", "json").out();
    TreeSet<String> missing = new TreeSet<>();
    for (ScriptCommand command : ScriptCommand.all()) {
      command.options().stream()
          .map(option -> option.longestName().replaceFirst("^-+", ""))
          .filter(name -> !json.contains("{\"name\":\"" + name + "\""))
          .forEach(missing::add);
    }
    assertEquals(new TreeSet<>(), missing, "the list of known commands lacks one of theirs");
  }

  @Test
  void eachValue_hasItsOrigin() throws IOException {
    Path repository = checkout.resolve("neonflow.properties");
    Files.writeString(repository, "# ours\n\nparent = base\ncompute=\\\n  1-2\ndata=full\n");
    Path user = Files.createDirectories(home.resolve(".config/neonflow"));
    Files.writeString(user.resolve("config.properties"), "data=schema-only\ntimeout=5m\n");
    environment.put("FLY_ORG", "acme");
    environment.put("NEONFLOW_ON_RERUN", "reuse");
    environment.put("NEONFLOW_ADOPT", "1");
    environment.put("GITHUB_ACTIONS", "true");
    environment.put("GITHUB_REF", "refs/pull/42/merge");
    String all = config().out();
    assertEquals("base (" + repository + ":3)", shown(all, "parent"));
    assertEquals("1-2 (" + repository + ":4)", shown(all, "compute"));
    assertEquals("full (" + repository + ":6)", shown(all, "data"));
    assertEquals("5m (" + user.resolve("config.properties") + ":2)", shown(all, "timeout"));
    assertEquals("acme (FLY_ORG)", shown(all, "fly-org"));
    assertEquals("reuse (NEONFLOW_ON_RERUN)", shown(all, "on-rerun"));
    assertEquals("on (NEONFLOW_ADOPT)", shown(all, "adopt"));
    assertEquals("42 (the CI environment)", shown(all, "pr"));
    assertEquals("neondb (default)", shown(all, "database"));
    assertEquals("off (default)", shown(all, "dry-run"));
    assertEquals("on (default)", shown(all, "rehearse"));
    assertEquals("on (option --no-color)", shown(config("--no-color").out(), "no-color"));
  }

  /** What the line about one of all settings says. */
  private static String shown(String all, String name) {
    return all.lines()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.substring(name.length()).strip().replaceAll(" +", " "))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void secrets_areNeverShown_whereverTheyStand() throws IOException {
    environment.put("NEON_API_KEY", "napi_verysecret");
    for (String name : new String[] {"FLY_API_TOKEN", "GITHUB_TOKEN", "GH_TOKEN", "VERCEL_TOKEN"}) {
      environment.put(name, "token_verysecret");
    }
    environment.put("DATABASE_URL", "postgresql://u:p_verysecret@db/app");
    environment.put("TEMPORAL_API_KEY", "verysecretkey");
    environment.put("NEONFLOW_MIGRATE", "psql postgresql://u:verysecret2@db/app -f x");
    environment.put("NEONFLOW_DEPLOY_COMMAND", "deploy --key napi_verysecret");
    String all = config().out() + config("--output", "json").out();
    assertFalse(all.contains("verysecret"), all);
    for (String name : new String[] {"api-key", "FLY_API_TOKEN", "GH_TOKEN", "DATABASE_URL"}) {
      assertEquals("set", config(name).out().strip());
    }
    assertEquals("psql postgresql://u:***@db/app -f x", config("migrate").out().strip());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "PGPASSWORD=hunter2 psql                         | PGPASSWORD=*** psql",
        "psql 'postgresql://h/db?user=u&password=hunter2' | psql 'postgresql://h/db?user=u&password=***'",
        "psql \"password='hunter 2' user=u\"              | psql \"password=*** user=u\"",
        "psql postgresql://u:hun/ter2@h/db -f x          | psql postgresql://u:***@h/db -f x",
        "psql postgresql://u:hun@ter2@h/db               | psql postgresql://u:***@h/db",
        "mine --secret direct2                           | mine --secret ***",
        "mine --secret data%2F3                          | mine --secret ***",
        "mine --secret data/3                            | mine --secret ***",
      })
  void passwordWithinASetting_isNotShown(String command, String shown) {
    environment.put("DIRECT_URL", "postgresql://u:direct2@db/app");
    environment.put("DATABASE_URL", "postgresql://u:data%2F3@db/app");
    environment.put("NEONFLOW_MIGRATE", command);
    assertEquals(shown, config("migrate").out().strip());
  }

  @Test
  void oneSetting_isItsValueAlone_byAnyOfItsNames() {
    environment.put("NEON_PROJECT_ID", "calm-sea-1");
    for (String name :
        new String[] {"project-id", "--project-id", "NEON_PROJECT_ID", "NEONFLOW_PROJECT_ID"}) {
      Ended run = name.startsWith("-") ? config("--", name) : config(name);
      assertEquals("calm-sea-1\n", run.out().replace("\r", ""), name);
      assertEquals("from: NEON_PROJECT_ID\n", run.err().replace("\r", ""), name);
    }
    Ended json = Script.CONFIG.json(environment, checkout, "project-id");
    assertEquals("calm-sea-1", json.field("value"));
    assertEquals("NEON_PROJECT_ID", json.field("origin"));
    Ended unset = Script.CONFIG.json(environment, checkout, "parent");
    assertEquals("null", unset.field("value"));
    assertEquals("the project's default branch", unset.field("default"));
    assertEquals("default", unset.field("origin"));
  }

  @Test
  void unknownSetting_isWrongUsage() {
    Ended run = Script.CONFIG.run(environment, checkout, "nosuch");
    run.assertRefused(2, "there is no setting 'nosuch'");
  }

  @Test
  void whatTheRepositoryMayNotSet_isSaidAndNotShown() throws IOException {
    Files.writeString(checkout.resolve("neonflow.properties"), "api-host=http://evil\n");
    Ended run = config("api-host");
    assertEquals("https://console.neon.tech/api/v2", run.out().strip());
    assertTrue(run.err().contains("ignored api-host"), run.err());
  }

  private Ended config(String... arguments) {
    Ended run = Script.CONFIG.run(environment, checkout, arguments);
    assertEquals(0, run.exitCode(), run.toString());
    return run;
  }
}
