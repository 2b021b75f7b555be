package dev.neonflow.crash;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.workflows.deploy.fly.FakeFly;
import dev.neonflow.workflows.deploy.fly.FlyctlStandIn;
import dev.neonflow.workflows.report.github.FakeGitHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A job of GitHub Actions for one pull request that is deployed to Fly.io: a project, what stands
 * in for Fly.io and GitHub, secrets that are found nowhere else, and the programs that run in it.
 */
final class FlySite implements AutoCloseable {

  static final int PULL_REQUEST = 42;

  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  private static final String ORG = "acme";
  private static final Set<String> INHERITED = Set.of("PATH", "LANG", "LC_ALL", "JAVA_HOME");

  final Site site;
  final FakeFly fly;
  final FlyctlStandIn flyctl;
  final FakeGitHub github = new FakeGitHub();

  /** What the job has of them, by the variable. */
  final Map<String, String> secrets = new LinkedHashMap<>();

  private final Path directory;
  private int runs;

  private FlySite(Site site, String apiKey) throws IOException {
    this.site = site;
    directory = site.workspace().directory();
    for (String name : List.of("home", "state", "tmp", "runs", "fly")) {
      Files.createDirectories(directory.resolve(name));
    }
    Files.writeString(directory.resolve("fly.toml"), "app = 'shop'\n");
    flyctl = new FlyctlStandIn(directory.resolve("fly"));
    fly = new FakeFly(directory.resolve("fly"));
    secrets.put("NEON_API_KEY", apiKey);
    secrets.put("FLY_API_TOKEN", "FlyV1 fm2_" + UUID.randomUUID() + ",fm2_" + UUID.randomUUID());
    secrets.put("GITHUB_TOKEN", "ghs_" + UUID.randomUUID());
    secrets.put("MAIL_KEY", "mail key+" + UUID.randomUUID() + "/%\"" + UUID.randomUUID());
    fly.tokens.put("Bearer " + secrets.get("FLY_API_TOKEN"), List.of(ORG));
    FakeGitHub.Access job = github.tokens.remove(FakeGitHub.TOKEN);
    github.tokens.put(secrets.get("GITHUB_TOKEN"), job);
    github.pull(PULL_REQUEST, "open");
    Files.writeString(
        directory.resolve("event.json"),
        "{\"pull_request\":{\"number\":%d,\"head\":{\"ref\":\"feature\",\"sha\":\"%s\"}}}"
            .formatted(PULL_REQUEST, COMMIT));
  }

  static FlySite make(EmbeddedNeon embedded, Path parent) throws IOException {
    return new FlySite(Site.make(embedded, parent), embedded.apiKey());
  }

  /** A program that was started, and where it writes to. */
  record Run(Process process, Path out, Path err) {

    /** What it wrote so far. */
    String said() {
      try {
        return Files.readString(out) + Files.readString(err);
      } catch (IOException e) {
        return e.toString();
      }
    }

    /** Its exit code; ten minutes are more than any program here takes on any machine. */
    int ended() throws InterruptedException {
      try {
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
          throw new AssertionError("it does not end: " + said());
        }
        return process.exitValue();
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
  }

  Run up(String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("up", "--pr", "" + PULL_REQUEST));
    arguments.addAll(List.of("--fly-secret", "MAIL_KEY"));
    arguments.addAll(List.of(more));
    return start(PreviewUp.class, arguments);
  }

  Run sweep(String... more) throws IOException {
    return start(SweepAll.class, List.of(more));
  }

  private Run start(Class<?> program, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(Java.COMMAND);
    command.add("-Djava.io.tmpdir=" + temporary());
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=trace");
    command.add(program.getName());
    command.addAll(arguments);
    command.addAll(List.of("--deploy", "fly", "--fly-org", ORG, "--comment", "github"));
    command.addAll(List.of("--project-id", site.workspace().projectId(), "-v"));
    Path out = directory.resolve("runs").resolve(++runs + ".out");
    Path err = directory.resolve("runs").resolve(runs + ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().retainAll(INHERITED);
    builder.environment().putAll(environment());
    return new Run(builder.start(), out, err);
  }

  private Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>(secrets);
    environment.put("HOME", directory.resolve("home").toString());
    environment.put("XDG_STATE_HOME", directory.resolve("state").toString());
    environment.put("TMPDIR", temporary().toString());
    environment.put("NEON_API_HOST", site.workspace().apiBase().toString());
    environment.put("FLY_FLAPS_BASE_URL", fly.base().toString());
    environment.put("NEONFLOW_FLY_URL", fly.site());
    environment.put("NEONFLOW_FLYCTL", flyctl.program().toString());
    environment.put("GITHUB_ACTIONS", "true");
    environment.put("GITHUB_REPOSITORY", "acme/shop");
    environment.put("GITHUB_API_URL", github.api().toString());
    environment.put("GITHUB_SERVER_URL", "https://github.com");
    environment.put("GITHUB_RUN_ID", "99");
    environment.put("GITHUB_EVENT_PATH", directory.resolve("event.json").toString());
    environment.put("GITHUB_STEP_SUMMARY", directory.resolve("runs/summary").toString());
    environment.put("GITHUB_OUTPUT", directory.resolve("runs/" + runs + ".outputs").toString());
    environment.put("GITHUB_ENV", directory.resolve("runs/variables").toString());
    return environment;
  }

  Path directory() {
    return directory;
  }

  /** Where programs keep what they need for a moment. */
  Path temporary() {
    return directory.resolve("tmp");
  }

  /** The text of the one comment. */
  String comment() {
    List<FakeGitHub.Comment> comments = github.comments(PULL_REQUEST);
    if (comments.size() != 1) {
      throw new AssertionError("comments: " + comments);
    }
    return comments.get(0).body();
  }

  @Override
  public void close() throws IOException {
    fly.close();
    github.close();
    site.close();
  }
}
