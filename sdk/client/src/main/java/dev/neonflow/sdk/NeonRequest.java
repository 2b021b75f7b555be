package dev.neonflow.sdk;

import dev.neonflow.sdk.internal.http.PathTemplate;
import dev.neonflow.sdk.values.Checks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request for what this client has no method for; {@link Neon#request(NeonRequest, Class)} sends
 * it. Each method returns a changed copy.
 *
 * <pre>{@code
 * NeonRequest.get("projects/{project_id}/advisors")
 *     .path("project_id", projectId)
 *     .query("category", "SECURITY")
 * }</pre>
 *
 * @param method the HTTP method
 * @param path the path below the API base as the reference writes it, without a slash at its start
 * @param pathValues what stands for the names in braces, not encoded
 * @param queryValues what follows the question mark, not encoded
 * @param content what is sent as JSON; null sends nothing
 * @param isRepeatable whether doing it twice is the same as doing it once
 */
public record NeonRequest(
    Method method,
    String path,
    Map<String, String> pathValues,
    Map<String, List<String>> queryValues,
    @Nullable Object content,
    boolean isRepeatable) {

  /** HTTP methods. */
  public enum Method {
    /** Reads. */
    GET,
    /** Makes something, mostly. */
    POST,
    /** Replaces. */
    PUT,
    /** Changes a part. */
    PATCH,
    /** Removes. */
    DELETE
  }

  /** Copies the maps, and refuses what cannot be sent. */
  public NeonRequest {
    Checks.present(method, "method");
    PathTemplate template = PathTemplate.parse(Checks.present(path, "path"));
    Checks.present(pathValues, "pathValues").forEach(template::check);
    if (method == Method.GET && content != null) {
      throw new IllegalArgumentException("GET " + path + " cannot have a body");
    }
    pathValues = Map.copyOf(pathValues);
    Map<String, List<String>> query = new LinkedHashMap<>();
    Checks.present(queryValues, "queryValues")
        .forEach((name, values) -> query.put(name, List.copyOf(values)));
    queryValues = Collections.unmodifiableMap(query);
  }

  /**
   * Reads. Such a request is made again whenever its answer is lost.
   *
   * @throws IllegalArgumentException if the path is absolute or could leave the API base
   */
  public static NeonRequest get(String path) {
    return of(Method.GET, path);
  }

  /** Like {@link #get}, with the method POST. */
  public static NeonRequest post(String path) {
    return of(Method.POST, path);
  }

  /** Like {@link #get}, with the method PUT. */
  public static NeonRequest put(String path) {
    return of(Method.PUT, path);
  }

  /** Like {@link #get}, with the method PATCH. */
  public static NeonRequest patch(String path) {
    return of(Method.PATCH, path);
  }

  /** Like {@link #get}, with the method DELETE. */
  public static NeonRequest delete(String path) {
    return of(Method.DELETE, path);
  }

  /**
   * Puts a value in the place of a name in braces, encoded as one part of the path.
   *
   * @throws IllegalArgumentException if the path has no such name, or the value would change the
   *     path: it is empty, {@code .} or {@code ..}
   */
  public NeonRequest path(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(pathValues);
    more.put(Checks.present(name, "name"), Checks.present(value, "value"));
    return new NeonRequest(method, path, more, queryValues, content, isRepeatable);
  }

  /** Adds a query parameter, encoded; one given twice is sent twice. */
  public NeonRequest query(String name, String value) {
    Map<String, List<String>> more = new LinkedHashMap<>(queryValues);
    List<String> values = new ArrayList<>(more.getOrDefault(name, List.of()));
    values.add(Checks.present(value, "value"));
    more.put(Checks.present(name, "name"), values);
    return new NeonRequest(method, path, pathValues, more, content, isRepeatable);
  }

  /**
   * Sends this as JSON: a public record, or maps and lists of such, of texts, numbers and booleans.
   * A component of a record that is null is not sent, a null in a map is. {@link Secret} is sent as
   * its text and {@link java.time.Instant} in whole seconds.
   */
  public NeonRequest body(Object json) {
    return new NeonRequest(
        method, path, pathValues, queryValues, Checks.present(json, "body"), isRepeatable);
  }

  /** Says that doing it twice is the same as once: it is made again if its answer is lost. */
  public NeonRequest repeatable() {
    return new NeonRequest(method, path, pathValues, queryValues, content, true);
  }

  /** Method and path; what is sent may be secret. */
  @Override
  public String toString() {
    return method + " " + path;
  }

  private static NeonRequest of(Method method, String path) {
    return new NeonRequest(method, path, Map.of(), Map.of(), null, false);
  }
}
