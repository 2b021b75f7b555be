package dev.neonflow.embedded.http;

import com.sun.net.httpserver.HttpExchange;
import dev.neonflow.embedded.Fault.At;
import dev.neonflow.embedded.RequestFault.Cut;
import dev.neonflow.embedded.RequestFault.Delay;
import dev.neonflow.embedded.RequestFault.Effect;
import dev.neonflow.embedded.RequestFault.Malformed;
import dev.neonflow.embedded.RequestFault.SlowBody;
import dev.neonflow.embedded.RequestFault.Status;
import dev.neonflow.embedded.fault.Hit;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sends answers, with what faults do to them on their way. */
final class Sending {

  private static final int PIECES = 8;

  private Sending() {}

  /** Waits as long as the answer is to be late. */
  static void await(Answer answer) throws InterruptedException {
    Hit hit = answer.hit();
    if (hit != null && hit.effect() instanceof Delay delay) {
      hit.pause(delay.duration());
    }
  }

  /**
   * Sends an answer. Where it ends early, closing the exchange cuts the connection: the server
   * keeps one only if everything that was announced was written.
   */
  static void send(HttpExchange exchange, Answer answer) throws IOException, InterruptedException {
    Hit hit = answer.hit();
    Response response = answer.response();
    Effect effect = hit == null ? null : hit.effect();
    if (response == null || (effect instanceof Cut cut && cut.at() == At.AFTER_APPLYING)) {
      return;
    }
    headers(exchange, effect);
    Object body = response.body();
    if (body == null) {
      // A body cannot be cut where there is none.
      if (!(effect instanceof Cut)) {
        exchange.sendResponseHeaders(response.status(), -1);
      }
      return;
    }
    byte[] bytes = Wire.write(body).getBytes(StandardCharsets.UTF_8);
    if (effect instanceof Malformed) {
      bytes = half(bytes);
    }
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(response.status(), head ? -1 : bytes.length);
    if (!head) {
      write(exchange.getResponseBody(), bytes, hit);
    }
  }

  private static void headers(HttpExchange exchange, @Nullable Effect effect) {
    String id = UUID.randomUUID().toString().replace("-", "");
    exchange.getResponseHeaders().set("X-Neon-Ret-Request-Id", id);
    exchange.getResponseHeaders().set("Vary", "Origin");
    if (effect instanceof Status status && status.retryAfter() != null) {
      exchange.getResponseHeaders().set("Retry-After", status.retryAfter());
    }
  }

  private static void write(OutputStream out, byte[] bytes, @Nullable Hit hit)
      throws IOException, InterruptedException {
    Effect effect = hit == null ? null : hit.effect();
    if (effect instanceof Cut) {
      out.write(half(bytes));
      out.flush();
    } else if (hit != null && effect instanceof SlowBody slow) {
      dribble(out, bytes, slow.duration().dividedBy(PIECES), hit);
    } else {
      out.write(bytes);
    }
  }

  private static void dribble(OutputStream out, byte[] bytes, Duration pause, Hit hit)
      throws IOException, InterruptedException {
    int piece = (bytes.length + PIECES - 1) / PIECES;
    for (int start = 0; start < bytes.length; start += piece) {
      out.write(bytes, start, Math.min(piece, bytes.length - start));
      out.flush();
      if (start + piece < bytes.length) {
        hit.pause(pause);
      }
    }
  }

  private static byte[] half(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length / 2);
  }
}
