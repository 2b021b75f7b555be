package dev.neonflow.embedded.fault;

import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** The path of a fault: literal segments, placeholders, and perhaps everything below. */
public final class PathPattern {

  private static final String BELOW = "/*";

  private final List<String> segments;
  private final boolean below;

  /** As {@link dev.neonflow.embedded.RequestFault#on(String)} describes it. */
  public PathPattern(String text) {
    this.below = text.endsWith(BELOW);
    this.segments = segments(below ? text.substring(0, text.length() - BELOW.length()) : text);
  }

  /**
   * Whether a request is meant: a placeholder stands for what is one in the request's route.
   *
   * @param template the request's route, absent if it has none
   */
  public boolean matches(String path, @Nullable String template) {
    List<String> given = segments(path);
    List<String> route = template == null ? given : segments(template);
    return all(
        given.size(),
        i ->
            placeholder(segments.get(i))
                ? template == null || placeholder(route.get(i))
                : segments.get(i).equals(given.get(i)));
  }

  /** Whether requests of a route can be meant. */
  public boolean covers(String template) {
    List<String> route = segments(template);
    return all(
        route.size(), i -> placeholder(route.get(i)) || segments.get(i).equals(route.get(i)));
  }

  private boolean all(int size, IntPredicate same) {
    if (below ? size < segments.size() : size != segments.size()) {
      return false;
    }
    for (int i = 0; i < segments.size(); i++) {
      if (!same.test(i)) {
        return false;
      }
    }
    return true;
  }

  private static List<String> segments(String path) {
    return List.of(path.split("/", -1));
  }

  private static boolean placeholder(String segment) {
    return segment.startsWith("{") && segment.endsWith("}");
  }
}
