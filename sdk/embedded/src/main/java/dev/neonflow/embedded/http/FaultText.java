package dev.neonflow.embedded.http;

import dev.neonflow.embedded.Fault;
import dev.neonflow.embedded.RequestFault;
import java.util.Map;
import java.util.function.Function;

/**
 * Faults as JSON: {@code fault} names the kind, the other members are the words of {@link Fault}.
 */
final class FaultText {

  private static final Map<String, Function<Members, Fault>> KINDS =
      Map.ofEntries(
          Map.entry("status", FaultText::status),
          Map.entry("cut", FaultText::cut),
          Map.entry("delay", json -> on(json, Fault.delay(json.seconds()))),
          Map.entry("slow_body", json -> on(json, Fault.slowBody(json.seconds()))),
          Map.entry("malformed", json -> on(json, Fault.malformed())),
          Map.entry("random", FaultText::random),
          Map.entry(
              "operation_fails",
              json ->
                  json.text("action").map(Fault::operationFails).orElseGet(Fault::operationFails)),
          Map.entry(
              "operation_hangs",
              json ->
                  json.text("action").map(Fault::operationHangs).orElseGet(Fault::operationHangs)),
          Map.entry("slow_compute", json -> Fault.slowCompute(json.seconds())),
          Map.entry("compute_fails", json -> Fault.computeFails()));

  private FaultText() {}

  /**
   * The fault that a text describes.
   *
   * @throws IllegalArgumentException or {@link IllegalStateException} if it makes no sense; the
   *     message says why
   */
  static Fault read(String body) {
    Members json = Members.of(body);
    String kind = json.requireText("fault");
    Function<Members, Fault> reader = KINDS.get(kind);
    if (reader == null) {
      throw new IllegalArgumentException(
          "fault \"" + kind + "\" is none of " + KINDS.keySet().stream().sorted().toList());
    }
    Fault fault = times(json, reader.apply(json));
    json.refuseRest();
    return fault;
  }

  private static Fault status(Members json) {
    RequestFault fault = Fault.status(json.integer("status"));
    Object retryAfter = json.value("retry_after");
    if (retryAfter instanceof String date) {
      fault = fault.retryAfter(Wire.instant("retry_after", date));
    } else if (retryAfter instanceof Double seconds) {
      fault = fault.retryAfter(Members.duration(seconds));
    } else if (retryAfter != null) {
      throw new IllegalArgumentException("retry_after must be seconds or an RFC 3339 time");
    }
    return on(json, json.flag("after_applying") ? fault.afterApplying() : fault);
  }

  private static Fault cut(Members json) {
    String at = json.requireText("at");
    for (Fault.At moment : Fault.At.values()) {
      if (Wire.name(moment).equals(at)) {
        return on(json, Fault.cut(moment));
      }
    }
    throw new IllegalArgumentException(
        "at \"" + at + "\" is none of before_applying, after_applying, within_body");
  }

  private static Fault random(Members json) {
    return on(json, Fault.random(json.whole("seed"), json.number("probability")));
  }

  private static RequestFault on(Members json, RequestFault fault) {
    RequestFault on = json.text("method").map(fault::onMethod).orElse(fault);
    return json.text("path").map(on::on).orElse(on);
  }

  private static Fault times(Members json, Fault fault) {
    if (json.flag("always")) {
      if (json.has("times")) {
        throw new IllegalArgumentException("times and always exclude each other");
      }
      return fault.always();
    }
    return json.has("times") ? fault.times(json.integer("times")) : fault;
  }
}
