package dev.neonflow.sdk;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;

/** A Neon that knows one write, and whether it was done; the first request of it goes wrong. */
final class FaultyNeon {
  private static final Pattern OWN = Pattern.compile("\"neonflow-request\":\"([^\"]+)\"");
  private static final Pattern CHILDREN =
      Pattern.compile("/projects/p/branches/[^/]+/(endpoints|roles|databases)");
  private static final String OPERATIONS = "/projects/p/operations";

  private final SentWrite write;
  private final Fault fault;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private int applied;
  private boolean goesOn;
  private String own = "";

  FaultyNeon(SentWrite write, Fault fault) {
    this.write = write;
    this.fault = fault;
  }

  /** Method and path of each request. */
  List<String> requests() {
    return requests;
  }

  /** How often Neon has done what was asked for. */
  synchronized int applied() {
    return applied;
  }

  synchronized MockResponse answer(RecordedRequest request, String path) {
    requests.add(request.getMethod() + " " + path);
    return "GET".equals(request.getMethod()) ? read(path) : written(request);
  }

  private MockResponse written(RecordedRequest request) {
    Matcher sent = OWN.matcher(request.getBody().readUtf8());
    own = sent.find() ? sent.group(1) : own;
    boolean faulty = requests.stream().filter(write.line()::equals).count() == 1;
    if (!faulty || fault.isApplied() || fault == Fault.REFUSED) {
      applied++;
    }
    goesOn = faulty && fault.goesOn() && write.hasOperations();
    return faulty ? fault.answer(write.success()) : WireTest.answer(200, write.success());
  }

  private MockResponse read(String path) {
    if (path.equals(OPERATIONS)) {
      String status = goesOn ? "running" : "finished";
      goesOn = false;
      String operation = Answers.operation("op-1", "apply_config", status, 0);
      return WireTest.answer(200, "{\"operations\":[" + operation + "]}");
    }
    SentWrite.Look look = write.looks().get(path);
    if (look == null) {
      Matcher children = CHILDREN.matcher(path);
      return children.matches()
          ? WireTest.answer(200, "{\"" + children.group(1) + "\":[]}")
          : WireTest.error(400, "", "nobody has said what is to be read there");
    }
    String now = applied > 0 && !goesOn ? look.after() : look.before();
    return now == null
        ? WireTest.error(404, "", "not found")
        : WireTest.answer(200, now.replace("{own}", own));
  }
}
