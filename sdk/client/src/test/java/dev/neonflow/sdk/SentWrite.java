package dev.neonflow.sdk;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A write of the client, and what Neon says before and after it.
 *
 * @param route the class and the method of its Retrofit route
 * @param what tells writes of one route from each other
 * @param line method and path of its request
 * @param success Neon's answer
 * @param call makes it
 * @param looks what can be read, by path
 */
record SentWrite(
    String route,
    String what,
    Settles settles,
    String line,
    String success,
    Consumer<Neon> call,
    Map<String, Look> looks) {
  private static final String NO_ANSWER = "{}";

  /** What can be read; null is that there is nothing. */
  record Look(@Nullable String before, @Nullable String after) {}

  static SentWrite of(
      String route, Settles settles, String line, String success, Consumer<Neon> call) {
    return new SentWrite(route, "", settles, line, success, call, Map.of());
  }

  /** One whose answer says nothing but its status. */
  static SentWrite of(String route, Settles settles, String line, Consumer<Neon> call) {
    return of(route, settles, line, NO_ANSWER, call);
  }

  SentWrite when(String told) {
    return new SentWrite(route, told, settles, line, success, call, looks);
  }

  SentWrite look(String path, @Nullable String before, @Nullable String after) {
    Map<String, Look> more = new HashMap<>(looks);
    more.put(path, new Look(before, after));
    return new SentWrite(route, what, settles, line, success, call, Map.copyOf(more));
  }

  boolean hasAnswer() {
    return !success.equals(NO_ANSWER);
  }

  /** Whether its project has operations that tell when Neon is done with it. */
  boolean hasOperations() {
    return settles != Settles.UNRESOLVED && line.contains(" /projects/p");
  }

  @Override
  public String toString() {
    return route + (what.isEmpty() ? "" : " " + what) + " (" + settles + ")";
  }
}
