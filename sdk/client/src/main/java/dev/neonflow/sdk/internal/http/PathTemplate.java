package dev.neonflow.sdk.internal.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * A path below the API base with names in braces, such as {@code projects/{project_id}}. It cannot
 * leave the base, whatever the values are.
 */
public final class PathTemplate {
  private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");
  private static final Pattern SEGMENT = Pattern.compile("(?:[\\w.:~-]|\\{\\w+})+");

  private final String text;
  private final List<String> segments;

  private PathTemplate(String text, List<String> segments) {
    this.text = text;
    this.segments = segments;
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException if it is absolute, or no plain path
   */
  public static PathTemplate parse(String text) {
    if (text.startsWith("/") || text.contains("://")) {
      throw new IllegalArgumentException(
          "the path " + text + " is absolute: begin below the API base, such as projects/{id}");
    }
    List<String> segments = List.of(text.split("/", -1));
    for (String segment : segments) {
      if (!SEGMENT.matcher(segment).matches() || isDots(segment)) {
        throw new IllegalArgumentException(
            "the path " + text + " has a part that cannot be one: '" + segment + "'");
      }
    }
    return new PathTemplate(text, segments);
  }

  /** Refuses a value for a name that is not there, and one that would make a different path. */
  public void check(String name, String value) {
    if (!text.contains("{" + name + "}")) {
      throw new IllegalArgumentException("the path " + text + " has no {" + name + "}");
    }
    if (value.isBlank() || isDots(value)) {
      throw new IllegalArgumentException(name + " cannot be '" + value + "' in the path " + text);
    }
  }

  /**
   * The address with these values in place of the names.
   *
   * @throws IllegalArgumentException if a value is missing
   */
  HttpUrl fill(HttpUrl base, Map<String, String> values) {
    HttpUrl.Builder url = base.newBuilder();
    List<String> filled = new ArrayList<>();
    for (String segment : segments) {
      Matcher names = NAME.matcher(segment);
      filled.add(names.replaceAll(name -> Matcher.quoteReplacement(value(name.group(1), values))));
    }
    // A base that ends in a slash has an empty last part, which the first one takes.
    filled.forEach(
        part -> {
          if (isDots(part)) {
            throw new IllegalArgumentException("the path " + text + " gets a part " + part);
          }
          url.addPathSegment(part);
        });
    return url.build();
  }

  private String value(String name, Map<String, String> values) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the path " + text + " needs a value for " + name);
    }
    return value;
  }

  private static boolean isDots(String part) {
    return part.equals(".") || part.equals("..");
  }
}
