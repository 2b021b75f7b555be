package dev.neonflow.sdk.projects;

import dev.neonflow.sdk.paging.Page;

/** The projects of an account. Thread-safe. */
public interface ProjectsApi {

  /** One page of the projects that the API key can see. */
  Page<Project> list(ListProjects query);

  /** One project. */
  Project get(String projectId);
}
