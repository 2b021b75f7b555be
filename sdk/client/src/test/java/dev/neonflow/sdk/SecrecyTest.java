package dev.neonflow.sdk;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neonflow.sdk.branches.BranchCreated;
import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.sdk.connectionuris.ConnectionUriQuery;
import dev.neonflow.sdk.error.NeonException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.SocketPolicy;
import org.junit.jupiter.api.Test;

/** Everything that can be shown, at the finest level of every logger, holds no secret. */
class SecrecyTest extends WireTest {

  @Test
  void logsExceptionsAndTexts_holdNeitherKeyNorPassword() throws Exception {
    List<String> platform = new ArrayList<>();
    Handler handler = new Collecting(platform);
    Logger root = Logger.getLogger("");
    Level level = root.getLevel();
    root.addHandler(handler);
    root.setLevel(Level.ALL);
    List<String> texts = new ArrayList<>();
    String log;
    try (ShownLog shown = new ShownLog()) {
      texts.addAll(everything());
      log = shown.text();
    } finally {
      root.setLevel(level);
      root.removeHandler(handler);
    }
    assertTrue(log.contains("POST /api/v2/projects/p/branches -> 201"), log);
    assertTrue(log.contains("request req-1"), log);
    texts.add(log);
    texts.addAll(platform);
    for (String text : texts) {
      for (String secret : List.of(KEY, "npg_p@ss", "npg_p%40ss", "Bearer", "secretquery")) {
        assertFalse(text.contains(secret), () -> secret + " is in: " + text);
      }
    }
  }

  private List<String> everything() {
    List<String> texts = new ArrayList<>();
    server.enqueue(error(423, "", "locked"));
    server.enqueue(answer(201, Answers.CREATED));
    BranchCreated created = neon.branches().create("p", CreateBranch.named("x"));
    texts.add(created.toString());
    texts.add(neon.toString());
    server.enqueue(answer(200, "{\"password\":\"npg_p@ss\"}"));
    texts.add(neon.roles().revealPassword("p", "br-1", "o").toString());
    ConnectionUriQuery query = ConnectionUriQuery.of("secretquery", "o");
    server.enqueue(answer(200, "{\"uri\":\"" + Answers.URI + "\"}"));
    ConnectionUri uri = neon.connectionUris().get("p", query);
    texts.add(uri.toString());
    texts.add(uri.pooled().toString());
    texts.add(uri.uri().toString());
    texts.add(uri.jdbcUrl());
    List<MockResponse> failures =
        List.of(
            error(401, "", "key " + KEY + " is wrong"),
            answer(200, "{\"uri\":{\"npg_p@ss\":1}}"),
            answer(200, "{\"uri\":\"npg_p@ss\"}"),
            answer(200, "npg_p@ss"),
            answer(500, "npg_p@ss"),
            new MockResponse().setSocketPolicy(SocketPolicy.DISCONNECT_AFTER_REQUEST));
    neon.close();
    neon = builder().retryFor(java.time.Duration.ZERO).build();
    for (MockResponse failure : failures) {
      server.enqueue(failure);
      NeonException e =
          assertThrows(NeonException.class, () -> neon.connectionUris().get("p", query));
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      texts.add(trace.toString());
    }
    return texts;
  }

  private static final class Collecting extends Handler {
    private final List<String> lines;

    private Collecting(List<String> lines) {
      this.lines = lines;
    }

    @Override
    public synchronized void publish(LogRecord entry) {
      // The server of the test logs as well, and may say what it likes.
      if (!String.valueOf(entry.getLoggerName()).contains("mockwebserver")) {
        lines.add(new SimpleFormatter().format(entry));
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
