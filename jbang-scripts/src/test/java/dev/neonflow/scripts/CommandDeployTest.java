package dev.neonflow.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A platform with a command line tool, from the command line. */
@DisabledOnOs(OS.WINDOWS)
class CommandDeployTest extends AccountTest {
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    Files.createDirectories(checkout.resolve("apps"));
  }

  @AfterEach
  void stop() {
    server.stop(0);
    account.clear();
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/{name}/{pr}";
  }

  private Ended run(String... args) {
    return Script.PREVIEW.run(environment, checkout, args);
  }

  private boolean isThere(Ended up) {
    return Files.exists(checkout.resolve("apps").resolve(name(up)));
  }

  private static String name(Ended up) {
    return up.field("preview_url").replaceAll(".*/(pr-7-[^/]*)/7", "$1");
  }

  @Test
  void typedPlace_winsOverACommandThatIsSetElsewhere_notOverATypedOne() throws IOException {
    Files.writeString(checkout.resolve("neonflow.properties"), "process-command=x\n");
    environment.put("NEONFLOW_DEPLOY_COMMAND", "y");
    String[] nowhere = {"up", "--pr", "7", "--deploy", "none", "--dry-run"};
    Ended run = run(nowhere);
    assertEquals(0, run.exitCode(), run.toString());
    assertFalse(run.out().contains("deploy"), run.out());
    run("up", "--pr", "7", "--deploy", "process", "--deploy-command=z")
        .assertRefused(2, "--deploy-command is given");
    environment.put("NEONFLOW_DEPLOY", "none");
    run("up", "--pr", "7").assertRefused(2, "--process-command is given");
  }

  @Test
  void deployedByACommand_andRemovedByAnother() {
    String[] commands = {
      "--deploy-command", "echo $TOOL_TOKEN; echo $DATABASE_URL >apps/$NEONFLOW_DEPLOYMENT",
      "--destroy-command", "rm -f apps/$NEONFLOW_DEPLOYMENT",
      "--list-command", "ls apps",
      "--deploy-url", url(),
      "--deploy-secrets", "TOOL_TOKEN"
    };
    environment.put("TOOL_TOKEN", "tool-secret-1");
    Ended up = run(with(commands, "up", "--pr", "7", "--deploy", "command", "--output", "json"));
    assertEquals(0, up.exitCode(), up.toString());
    assertTrue(isThere(up), up.out());
    assertFalse((up.out() + up.err()).contains("tool-secret-1"), up.err());
    Ended down = run(with(commands, "down", "--pr", "7"));
    assertEquals(0, down.exitCode(), down.toString());
    assertFalse(isThere(up));
    assertTrue(run(with(commands, "down", "--pr", "7")).err().contains("there was none"));
  }

  @Test
  void sweep_removesWhatTheListStillNames() throws IOException {
    Ended up =
        run(
            "up",
            "--pr",
            "7",
            "--deploy-url",
            url(),
            "--output",
            "json",
            "--deploy-command",
            "touch apps/$NEONFLOW_DEPLOYMENT");
    assertEquals(0, up.exitCode(), up.toString());
    Files.writeString(checkout.resolve("open"), "none");
    Ended swept =
        Script.SWEEP.run(
            environment,
            checkout,
            "--pull-requests",
            "open",
            "--list-command",
            "ls apps",
            "--destroy-command",
            "rm apps/$NEONFLOW_DEPLOYMENT");
    assertEquals(0, swept.exitCode(), swept.toString());
    assertFalse(isThere(up), swept.toString());
  }

  @Test
  void failedCommand_isNamedWithWhatMayBeLeft() {
    Ended up = run("up", "--pr", "7", "--deploy-command", "echo no quota; exit 9");
    assertEquals(6, up.exitCode(), up.toString());
    assertTrue(up.err().contains("no quota"), up.err());
    assertTrue(up.err().contains("perhaps deployment pr-7-shop-"), up.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "up --deploy command | --deploy command needs the command",
        "up --deploy none --deploy-command x | --deploy-command is given",
        "up --deploy-command x --process-command y | two places",
        "up --deploy-command x --deploy-url ftp://x | is no http or https URL",
        "up --deploy-command x --deploy-secrets NEON_API_KEY | a secret named 'NEON_API_KEY'",
        "down --deploy command | needs the command that removes",
      })
  void contradictions_areRefused(String line, String said) {
    run(with(new String[] {"--pr", "7"}, line.strip().split(" "))).assertRefused(2, said);
  }

  private static String[] with(String[] options, String... command) {
    return Stream.concat(Stream.of(command), Stream.of(options)).toArray(String[]::new);
  }
}
