package dev.neonflow.sdk.projects;

import dev.neonflow.sdk.paging.Page;

/** The projects of an account. Thread-safe. */
public interface ProjectsApi {

  /**
   * One page of the projects that the API key can see, 10 unless the query says otherwise. Without
   * a limit a page that is the last may name a next one, which is empty.
   */
  Page<Project> list(ListProjects query);

  /** One project. */
  Project get(String projectId);
}
