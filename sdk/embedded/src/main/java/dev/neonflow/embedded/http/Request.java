package dev.neonflow.embedded.http;

import dev.neonflow.embedded.control.ControlPlane;
import dev.neonflow.embedded.control.Refusal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request whose route was found.
 *
 * @param project what its path names, absent if it names none
 * @param path the values of the route's placeholders
 * @param query the parameters; of a repeated one the first
 * @param body empty if there was none
 */
record Request(
    @Nullable ControlPlane project,
    Map<String, String> path,
    Map<String, String> query,
    String body) {

  /** The project that the path names. */
  ControlPlane control() {
    if (project == null) {
      throw new IllegalStateException("the route has no {project_id}");
    }
    return project;
  }

  String projectId() {
    return control().project().id();
  }

  String path(String name) {
    String value = path.get(name);
    if (value == null) {
      throw new IllegalStateException("the route has no {" + name + "}");
    }
    return value;
  }

  String branch() {
    return path("branch_id");
  }

  Optional<String> query(String name) {
    return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
  }

  String require(String name) {
    return query(name)
        .orElseThrow(() -> Refusal.invalid("query parameter \"" + name + "\" is missing"));
  }

  /** Whether it is asked for; absent means no. */
  boolean flag(String name) {
    String text = query(name).orElse("false");
    if (!text.equals("true") && !text.equals("false")) {
      throw Refusal.invalid(name + " must be true or false");
    }
    return text.equals("true");
  }

  int number(String name, int least, int most, int otherwise) {
    return query(name).map(text -> number(name, text, least, most)).orElse(otherwise);
  }

  private static int number(String name, String text, int least, int most) {
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // The same refusal.
    }
    throw Refusal.invalid(name + " must be a number between " + least + " and " + most);
  }
}
