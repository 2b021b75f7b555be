package dev.neonflow.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.embedded.Api.Answer;
import dev.neonflow.embedded.contract.Contract;
import dev.neonflow.embedded.contract.Contract.Operation;
import dev.neonflow.embedded.http.RouteTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Nothing of Neon's is unknown here, and every kind of refusal looks as Neon's do. */
class RefusalWalkTest extends ApiTest {

  private static final Contract CONTRACT = Contract.load();

  @Test
  void knownRoutes_areThoseOfTheContract() {
    List<String> ofNeon = CONTRACT.operations().stream().map(Operation::toString).sorted().toList();

    assertEquals(ofNeon, RouteTable.known().stream().sorted().toList());
    Set<String> ofOurOwn = new TreeSet<>(RouteTable.served());
    ofOurOwn.removeAll(ofNeon);
    assertEquals(Set.of(), ofOurOwn, "Neon does not have these");
  }

  @Test
  void routesThatAreNotServed_areRefusedByName() {
    Set<String> served = RouteTable.served();
    for (Operation operation : CONTRACT.operations()) {
      if (served.contains(operation.toString())) {
        continue;
      }
      String path =
          operation.path().replace("{project_id}", neon.projectId()).replaceAll("\\{\\w+}", "x1");
      assertRefused(api.send(operation.method(), path, ""), 501, operation.toString());
    }
  }

  @Test
  void everyKindOfRefusal_isAnsweredAsDocumented() {
    String main = branches + "/" + api.get(branches + "?search=main").at("branches", 0, "id");
    api.finish(api.post(main + "/roles", "{'role':{'name':'walker','no_login':true}}"));
    Api stranger = new Api(neon.apiBase(), "wrong", api.project);
    List<Answer> answers =
        List.of(
            api.get(branches + "?limit=x"),
            stranger.get("/projects"),
            foreign("/projects"),
            api.get("/nowhere"),
            api.get(main + "/databases/nowhere"),
            api.post(branches, "{'branch':{'name':'main'}}"),
            api.get(main + "/roles/walker/reveal_password"),
            api.post(branches, "{'x':'" + "x".repeat(1 << 20) + "'}"),
            api.delete(main),
            locked(),
            api.get(api.project + "/snapshots"));

    Set<Integer> statuses = new TreeSet<>();
    answers.forEach(answer -> statuses.add(answer.status()));
    assertEquals(RouteTable.refusals(), statuses, answers::toString);
  }

  /** A branch that is being made is locked, unless its making was quicker than we. */
  private static Answer locked() {
    for (int i = 0; i < 20; i++) {
      Answer created = api.branch("locked-" + i);
      Answer answer = api.delete(branches + "/" + created.at("branch", "id"));
      api.finish(created);
      if (answer.status() == 423) {
        return answer;
      }
    }
    throw new AssertionError("no branch was slow enough");
  }

  private static Answer foreign(String path) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), neon.apiBase().getPort())) {
      String request =
          "GET /api/v2" + path + " HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int end = answer.indexOf("\r\n\r\n");
      assertTrue(answer.startsWith("HTTP/1.1 "), answer);
      Optional<String> type =
          answer
              .substring(0, end)
              .lines()
              .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-type: "))
              .map(line -> line.substring(line.indexOf(' ') + 1))
              .findFirst();
      int status = Integer.parseInt(answer.substring(9, 12));
      return Api.judged("GET", path, status, type, answer.substring(end + 4));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
