package dev.neonflow.workflows.deploy.fly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.workflows.FakeContext;
import dev.neonflow.workflows.NeonflowException;
import dev.neonflow.workflows.PreconditionException;
import dev.neonflow.workflows.internal.process.ProcessIdentity;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where secrets are found after everything that can happen: nowhere. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
final class FlySecretsTest {
  @TempDir Path dir;

  private FlyScene scene;
  private final List<String> told = new ArrayList<>();

  @BeforeEach
  void open() throws Exception {
    scene = new FlyScene(dir);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  @ResourceLock(Resources.SYSTEM_ERR)
  void nothingOfThem_isInAnythingThatARunMakes() throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      runEverything();
    } finally {
      System.setErr(before);
    }
    told.add(log.toString(StandardCharsets.UTF_8));
    scene.flyctl.calls().forEach(call -> told.add(String.join("\n", call)));
    for (String environment : scene.flyctl.environments()) {
      told.add(environment);
      assertTrue(environment.lines().anyMatch("MAIL_KEY="::equals), "inherited");
    }
    for (FakeFly.Request request : scene.fly.requests) {
      told.add(request.line());
      boolean staged = request.line().matches("POST .*/secrets");
      told.add(staged ? "" : request.body());
      assertEquals("Bearer " + scene.token, request.authorization());
    }
    assertTrue(told.stream().anyMatch(text -> text.contains("***")), "nothing was masked");
    assertTrue(scene.flyctl.calls().size() >= 9, "too little was run");
    for (String secret : secrets()) {
      for (String form : forms(secret)) {
        for (String text : told) {
          assertFalse(text.contains(form), () -> "a secret is in: " + text);
        }
      }
    }
  }

  private void runEverything() throws Exception {
    FlyDeployer deployer = scene.deployer().secrets("MAIL_KEY").buildArgs(Map.of("A", "b"));
    told.add(deployer.toString());
    run(deployer);
    run(deployer);
    String tells =
        "echo \"Error: cannot use $FLY_API_TOKEN, ${FLY_API_TOKEN#FlyV1 }, "
            + "$(echo \"$FLY_API_TOKEN\" | sed 's/FlyV1 //; s/,.*//')\"\nexit 1\n";
    scene.flyctl.does(tells);
    run(deployer.region("fra"));
    scene.flyctl.does("cat <<'END'\n" + String.join("\n", secrets()) + "\nEND\nexit 1\n");
    run(deployer.region("fra"));
    String echoing =
        "{\"error\":\"bad " + scene.mailKey.replace("\"", "\\\"") + " " + scene.token + "\"}";
    scene.fault("POST .*/secrets", 422, echoing, Map.of());
    run(deployer.region("fra"));
    scene.fault("DELETE .*", 422, "{\"error\":\"bad " + scene.token + "\"}", Map.of());
    told.add(trace(assertThrows(NeonflowException.class, this::destroy)));
  }

  private void destroy() throws Exception {
    scene.destroy(scene.deployer());
  }

  private void run(FlyDeployer deployer) {
    FakeContext context = scene.context("c1");
    try {
      told.add(scene.deploy(deployer, context).toString());
    } catch (Exception e) {
      told.add(trace(e));
    }
    told.addAll(context.progress);
  }

  private static String trace(Exception e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text + (e instanceof NeonflowException ours ? ours.next() : "");
  }

  private List<String> secrets() {
    return List.of(
        scene.token,
        scene.tokenPart,
        scene.mailKey,
        FakeContext.PASSWORD.reveal(),
        FakeContext.uris().pooled().uri().reveal(),
        FakeContext.uris().direct().uri().reveal());
  }

  private static List<String> forms(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    String base64 = Base64.getEncoder().withoutPadding().encodeToString(bytes);
    String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    return List.of(secret, encoded, encoded.replace("+", "%20"), base64);
  }

  @Test
  void directoryOfFlyctl_isPrivateAndGone_andSoIsItsAgent() throws Exception {
    scene.flyctl.does(
        "sleep 600 >/dev/null 2>&1 &\necho $! >\"$d/pids\"\n" + FlyctlStandIn.DEPLOYS);
    scene.deploy(scene.deployer(), "c1");
    List<String> lines = scene.flyctl.directories().lines().toList();
    assertEquals(4, lines.size());
    for (String line : lines) {
      assertTrue(line.startsWith("drwx------"), line);
      assertFalse(Files.exists(Path.of(line.replaceAll("^.* ", ""))), line);
    }
    if (Files.isReadable(Path.of("/proc/self/environ"))) {
      long agent = scene.flyctl.pids().get(0);
      assertTrue(ProcessIdentity.running(agent).isEmpty());
    } else {
      ProcessHandle.of(scene.flyctl.pids().get(0)).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void files_holdNone() throws Exception {
    scene.deploy(scene.deployer().secrets("MAIL_KEY"), "c1");
    List<Path> files;
    try (Stream<Path> all = Files.walk(dir)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    assertTrue(files.size() > 5);
    for (Path file : files) {
      String text = Files.readString(file).replaceAll("(?m)^FLY_API_TOKEN=.*$", "");
      for (String secret : secrets()) {
        assertFalse(text.contains(secret), file.toString());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--build-secret",
        "--build-secret=A=b",
        "-t",
        "-tabc",
        "--access-token=x",
        "--app",
        "-ashop",
        "--config=x",
        "DATABASE_URL=x",
        "-eDATABASE_URL=x",
        "--env=DATABASE_URL_UNPOOLED=x"
      })
  void optionThatRevealsOrContradicts_refused(String option) {
    assertTrue(
        assertThrows(PreconditionException.class, () -> scene.deployer().options(option))
            .isUsage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"DATABASE_URL", "FLY_API_TOKEN", "NEON_API_KEY", "A-B", "", "NEONFLOW_X"})
  void secretThatIsNotTheApplications_refused(String name) {
    assertThrows(PreconditionException.class, () -> scene.deployer().secrets(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop",
        "pr-{pr}-{what}",
        "-{pr}",
        "{pr}_x",
        "A{pr}",
        "{pr}-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void unsafeNameOfAPreview_refused(String template) {
    assertTrue(
        assertThrows(
                PreconditionException.class,
                () -> scene.deploy(scene.deployer().app(template), "c1"))
            .isUsage());
    assertEquals(List.of(), scene.fly.requests);
  }
}
