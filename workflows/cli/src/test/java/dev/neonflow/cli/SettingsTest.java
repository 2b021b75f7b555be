package dev.neonflow.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.PreconditionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

  @TempDir Path home;
  @TempDir Path checkout;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> ci = new HashMap<>();

  @BeforeEach
  void homeAndRepository() throws IOException {
    environment.put("HOME", home.toString());
    Files.createDirectory(checkout.resolve(".git"));
  }

  @Test
  void oneSettingEverywhere_nearestLayerDecides() throws IOException {
    ci.put("parent", "ci");
    assertEquals("ci", value("parent"));
    userFile("parent=user");
    assertEquals("user", value("parent"));
    repositoryFile("parent=repository");
    assertEquals("repository", value("parent"));
    environment.put("NEONFLOW_PARENT", "environment");
    assertEquals("environment", value("parent"));
  }

  @Test
  void emptyVariable_isUnset() throws IOException {
    repositoryFile("parent=repository\nrole=");
    environment.put("NEONFLOW_PARENT", "");
    assertEquals("repository", value("parent"));
    assertEquals(Optional.empty(), load().find("role"));
  }

  @Test
  void hostsAndSecretsInRepositoryFile_areNotReadAndSaid() throws IOException {
    repositoryFile(
        "api-host=http://evil\napi-key=k\nexpose-secrets=true\nfly-api-token=t\ncloud=true");
    Settings settings = load();
    for (String name :
        new String[] {"api-host", "api-key", "expose-secrets", "fly-api-token", "cloud"}) {
      assertEquals(Optional.empty(), settings.find(name), name);
      assertTrue(settings.warnings().toString().contains("ignored " + name), name);
    }
    assertFalse(settings.warnings().toString().contains("evil"));
  }

  @Test
  void otherSpellingsInRepositoryFile_haveNoEffect() throws IOException {
    repositoryFile(
        """
        API-HOST=http://evil
        api_host=http://evil
        NEON_API_HOST=http://evil
        NEONFLOW_API_HOST=http://evil
        NEON_API_KEY=k
        \\u0061pi-key=k
        api\\-key=k
        \\ api-host=http://evil
        --api-host=http://evil
        """);
    Settings settings = load();
    assertEquals(Optional.empty(), settings.find("api-host"));
    assertEquals(Optional.empty(), settings.find("api-key"));
  }

  @Test
  void directoryOutsideOfAnyRepository_hasItsOwnFile_notThatOfAParent() throws IOException {
    Path shared = Files.createDirectories(home.resolve("shared/work"));
    Files.writeString(home.resolve("shared/neonflow.properties"), "migrate=anything");
    assertEquals(Optional.empty(), Settings.load(environment, shared, ci).find("migrate"));
    Files.writeString(shared.resolve("neonflow.properties"), "migrate=mine");
    assertEquals(
        "mine", Settings.load(environment, shared, ci).find("migrate").orElseThrow().value());
  }

  @Test
  void hostInUserFile_isRead() throws IOException {
    userFile("api-host=http://127.0.0.1:1/api/v2");
    assertEquals("http://127.0.0.1:1/api/v2", value("api-host"));
  }

  @Test
  void namesOfNeonsOwnTools_areKnown_ownNamesFirst() throws IOException {
    environment.put("NEON_PROJECT_ID", "common");
    assertEquals("common", value("project-id"));
    environment.put("NEONFLOW_PROJECT_ID", "own");
    assertEquals("own", value("project-id"));
  }

  @Test
  void subdirectoryOfRepository_findsFileAtRoot_notBeyond() throws IOException {
    repositoryFile("parent=root");
    Path below = Files.createDirectories(checkout.resolve("a/b"));
    assertEquals(
        "root", Settings.load(environment, below, ci).find("parent").orElseThrow().value());
    Path inner = Files.createDirectories(checkout.resolve("inner/.git")).getParent();
    assertEquals(Optional.empty(), Settings.load(environment, inner, ci).find("parent"));
  }

  @Test
  void switchThatIsNeitherOnNorOff_isRefusedWithItsOrigin() throws IOException {
    environment.put("NEONFLOW_EMBEDDED", "maybe");
    PreconditionException e =
        assertThrows(PreconditionException.class, () -> load().isOn("embedded"));
    assertTrue(e.isUsage());
    assertTrue(e.getMessage().contains("NEONFLOW_EMBEDDED"), e.getMessage());
  }

  @Test
  void pullRequestJob_detectsNumberAndBranch() {
    Map<String, String> job =
        Map.of(
            "GITHUB_ACTIONS", "true",
            "GITHUB_REF", "refs/pull/42/merge",
            "GITHUB_HEAD_REF", "feature-x");
    assertEquals(Map.of("pr", "42", "ref", "feature-x"), CiDetection.of(job, checkout));
    assertEquals(Map.of(), CiDetection.of(Map.of("GITHUB_REF", "refs/pull/42/merge"), checkout));
  }

  @Test
  void pullRequestThatWasMerged_isTakenFromTheEvent() throws IOException {
    Path event = checkout.resolve("event.json");
    Files.writeString(
        event,
        "{\"action\":\"closed\",\"pull_request\":{\"number\":42,\"merged\":true,"
            + "\"head\":{\"ref\":\"feature-x\",\"sha\":\"c1\"}}}");
    Map<String, String> job =
        Map.of(
            "GITHUB_ACTIONS", "true",
            "GITHUB_REF", "refs/heads/main",
            "GITHUB_EVENT_PATH", event.toString());
    assertEquals(Map.of("pr", "42", "ref", "feature-x"), CiDetection.of(job, checkout));
  }

  private Settings load() throws IOException {
    return Settings.load(environment, checkout, ci);
  }

  private String value(String option) throws IOException {
    return load().find(option).orElseThrow().value();
  }

  private void repositoryFile(String text) throws IOException {
    Files.writeString(checkout.resolve("neonflow.properties"), text);
  }

  private void userFile(String text) throws IOException {
    Path file = home.resolve(".config/neonflow/config.properties");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
