package dev.neonflow.embedded;

import java.net.URI;

/**
 * An embedded Neon that another process, or this one, serves.
 *
 * @param pid the process that serves it
 * @param apiBase for example {@code http://127.0.0.1:7432/api/v2}
 * @param projectId its one project
 * @param apiKey the key it accepts; a secret
 */
public record RunningServer(long pid, URI apiBase, String projectId, String apiKey) {

  @Override
  public String toString() {
    return "RunningServer[pid=" + pid + ", apiBase=" + apiBase + ", projectId=" + projectId + "]";
  }
}
