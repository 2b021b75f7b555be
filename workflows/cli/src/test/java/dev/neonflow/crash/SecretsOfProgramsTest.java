package dev.neonflow.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.workflows.deploy.fly.FakeFly;
import dev.neonflow.workflows.deploy.fly.FlyctlStandIn;
import dev.neonflow.workflows.report.github.FakeGitHub;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where secrets are after whole programs ran, ended well, failed and were ended, while everybody
 * whom they talked to repeated the secrets that he knows: where they belong, and nowhere else.
 */
@EnabledIfEnvironmentVariable(named = "NEONFLOW_TEST", matches = "full")
@DisabledOnOs(OS.WINDOWS)
class SecretsOfProgramsTest {

  /**
   * Lines in which secrets belong.
   *
   * @param file where
   * @param line which
   * @param why for people
   */
  private record Place(String file, String line, String why) {}

  private static final List<Place> BELONGS =
      List.of(
          new Place("runs/\\d+\\.err", "::add-mask::.*", "GitHub's way to hide them in its log"),
          new Place(
              "runs/2\\.outputs",
              "(db_url|db_url_pooled|password)=.*",
              "--expose-secrets asks for them; they are masked before"),
          new Place(
              "fly/envs/.*", "FLY_API_TOKEN=.*", "flyctl takes its token there or from arguments"),
          new Place(
              "migrator\\.env",
              "(PGPASSWORD|DIRECT_URL|DATABASE_URL(_(UN)?POOLED)?)=.*",
              "a command that migrates gets its database there"),
          new Place(
              "migrator\\.env",
              "MAIL_KEY=.*",
              "the job's own variable, which its own commands inherit"),
          new Place("fly/known", ".*", "written by this test: what flyctl repeats"));

  /** Bodies in which secrets belong. */
  private static final String STAGED = "POST .*/secrets";

  @TempDir static Path parent;

  private final Set<Place> used = new HashSet<>();
  private final Map<String, String> told = new LinkedHashMap<>();
  private final Set<String> databases = new LinkedHashSet<>();
  private final Set<String> passwords = new LinkedHashSet<>();

  @Test
  void secrets_areWhereTheyBelongAndNowhereElse() throws Exception {
    try (EmbeddedNeon embedded = EmbeddedNeon.start();
        FlySite site = FlySite.make(embedded, parent)) {
      ended(0, site, site.up());
      ended(0, site, site.up("--expose-secrets", "--migrate", "env >migrator.env"));
      repeatsAll(site);
      FlySite.Run failed = site.up("--fly-region", "fra");
      ended(6, site, failed);
      assertTrue(failed.said().contains("***"), failed.said());
      partiesRepeatAll(site);
      ended(3, site, site.up("--fly-region", "fra", "--migrate", "true"));
      site.github.before = request -> null;
      terminated(site);
      site.github.pull(FlySite.PULL_REQUEST, "closed");
      ended(0, site, site.sweep());
      assertEquals(Map.of(), site.fly.apps);

      collect(site);
      assertMasked(site);
      List<String> found = new ArrayList<>();
      Leaks leaks = leaks(site);
      told.forEach((place, text) -> found.addAll(leaks.in(place, text)));
      assertEquals("", String.join("\n", found));
      assertEquals(Set.copyOf(BELONGS), used);
    }
  }

  private void ended(int exitCode, FlySite site, FlySite.Run run) throws Exception {
    assertEquals(exitCode, run.ended(), run::said);
    for (AnnotatedBranch branch : site.site.branches()) {
      told.put("Neon's note of " + branch.branch().name(), branch.toString());
      ConnectionUri direct = site.site.uri(branch.branch().id());
      for (ConnectionUri uri : List.of(direct, direct.pooled())) {
        databases.add(uri.uri().reveal());
        passwords.add(uri.password().reveal());
      }
    }
  }

  /** All that flyctl can know, in each way. */
  private void repeatsAll(FlySite site) throws IOException {
    List<String> known = new ArrayList<>(databases);
    known.addAll(passwords);
    known.add(site.secrets.get("FLY_API_TOKEN"));
    known.addAll(parts(site.secrets.get("FLY_API_TOKEN")));
    known.add(site.secrets.get("MAIL_KEY"));
    StringBuilder lines = new StringBuilder();
    for (String secret : known) {
      lines.append("as it is: ").append(secret).append('\n');
      lines.append("encoded: ").append(URLEncoder.encode(secret, StandardCharsets.UTF_8));
      lines.append("\nBasic ").append(base64("x:" + secret)).append('\n');
      lines.append(base64(secret)).append('\n');
    }
    Files.writeString(site.directory().resolve("fly/known"), lines);
    site.flyctl.does(repeating("exit 1"));
  }

  private static String repeating(String then) {
    return "env; cat \"$d/known\"; echo \"Error: no $FLY_API_TOKEN\"\n" + then;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> parts(String token) {
    return Stream.of(token.split("[ ,]", -1)).filter(part -> part.startsWith("fm2_")).toList();
  }

  private static void partiesRepeatAll(FlySite site) {
    String fly = site.secrets.get("FLY_API_TOKEN") + " " + site.secrets.get("MAIL_KEY");
    String error = "{\"error\":\"bad " + fly.replace("\"", "\\\"") + "\"}";
    site.fly.faults.add(new FakeFly.Fault(STAGED, 422, error, Map.of()));
    String token = "bad " + site.secrets.get("GITHUB_TOKEN");
    site.github.before =
        request -> request.method().equals("GET") ? null : FakeGitHub.error(422, token);
  }

  private void terminated(FlySite site) throws Exception {
    site.flyctl.does(repeating(FlyctlStandIn.HANGS));
    FlySite.Run run = site.up("--fly-region", "fra", "--migrate", "true");
    Polling.until(
        "flyctl; it said " + run.said(),
        () -> {
          assertTrue(run.process().isAlive(), run::said);
          return site.flyctl.hangs();
        });
    ProcessHandle self = run.process().toHandle();
    for (ProcessHandle process : Stream.concat(Stream.of(self), self.descendants()).toList()) {
      Path line = Path.of("/proc", "" + process.pid(), "cmdline");
      if (Files.exists(line)) {
        told.put("arguments of " + process.pid(), Files.readString(line));
      }
    }
    new ProcessBuilder("kill", "-TERM", "" + run.process().pid()).start().waitFor();
    ended(143, site, run);
    site.flyctl.does(FlyctlStandIn.DEPLOYS);
  }

  private void collect(FlySite site) throws IOException {
    try (Stream<Path> all = Files.walk(site.directory())) {
      for (Path path : all.toList()) {
        String name = site.directory().relativize(path).toString();
        told.put("name " + name, name);
        if (Files.isRegularFile(path)) {
          told.put("file " + name, withoutWhatBelongs(name, Files.readAllBytes(path)));
        }
      }
    }
    assertTrue(told.keySet().stream().filter(name -> name.matches("file runs/.*")).count() > 15);
    for (FakeFly.Request request : site.fly.requests) {
      told.put("request to Fly.io " + told.size(), request.line());
      boolean staged = request.line().matches(STAGED);
      told.put("body to Fly.io " + told.size(), staged ? "" : request.body());
      assertEquals("Bearer " + site.secrets.get("FLY_API_TOKEN"), request.authorization());
    }
    for (FakeGitHub.Seen request : site.github.seen) {
      Map<String, String> headers = new LinkedHashMap<>(request.headers());
      assertEquals("Bearer " + site.secrets.get("GITHUB_TOKEN"), headers.remove("authorization"));
      told.put("request to GitHub " + told.size(), request + " " + request.body() + headers);
    }
  }

  private String withoutWhatBelongs(String file, byte[] content) {
    return new String(content, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> BELONGS.stream().noneMatch(place -> belongs(place, file, line)))
        .collect(Collectors.joining("\n"));
  }

  private boolean belongs(Place place, String file, String line) {
    boolean here = file.matches(place.file()) && line.matches(place.line());
    if (here) {
      used.add(place);
    }
    return here;
  }

  /** GitHub is told what to hide. */
  private void assertMasked(FlySite site) throws IOException {
    String prefix = "::add-mask::";
    List<String> lines = Files.readAllLines(site.directory().resolve("runs/2.err"));
    List<String> masks =
        lines.stream()
            .filter(line -> line.startsWith(prefix))
            .map(line -> line.substring(prefix.length()).replace("%25", "%"))
            .toList();
    for (String name : List.of("NEON_API_KEY", "FLY_API_TOKEN", "GITHUB_TOKEN")) {
      assertTrue(masks.contains(site.secrets.get(name)), name);
    }
    String outputs = Files.readString(site.directory().resolve("runs/2.outputs"));
    for (String name : List.of("db_url", "db_url_pooled", "password")) {
      String value =
          outputs.lines().filter(line -> line.startsWith(name + "=")).findFirst().orElseThrow();
      assertTrue(masks.contains(value.substring(name.length() + 1)), name);
    }
  }

  private Leaks leaks(FlySite site) {
    Leaks leaks = new Leaks();
    site.secrets.forEach(leaks::add);
    parts(site.secrets.get("FLY_API_TOKEN")).forEach(part -> leaks.add("part of a token", part));
    passwords.forEach(password -> leaks.addWhole("a password", password));
    databases.forEach(uri -> leaks.addWhole("a URL", uri));
    assertTrue(passwords.size() + databases.size() > 2, "no database was seen");
    return leaks;
  }
}
