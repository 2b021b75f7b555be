package dev.neonflow.sdk.contract;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the contract.
 *
 * @param id for example {@code createProjectBranch}
 * @param path for example {@code /projects/{project_id}}
 * @param stability {@code stable}, {@code beta} or {@code alpha}
 * @param body what it takes; null if it takes no body
 * @param answers what it answers when all went well, by status; only those with content
 */
record Operation(
    String id,
    String method,
    String path,
    List<String> tags,
    String stability,
    boolean deprecated,
    List<Parameter> parameters,
    @Nullable Schema body,
    Map<String, Schema> answers) {

  /**
   * A part of the path or the query.
   *
   * @param in {@code path} or {@code query}
   */
  record Parameter(String in, String name, boolean required, boolean deprecated, Schema schema) {}

  @Override
  public String toString() {
    return id + " (" + method + " " + path + ")";
  }
}
