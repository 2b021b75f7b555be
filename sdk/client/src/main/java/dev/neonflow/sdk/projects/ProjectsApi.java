package dev.neonflow.sdk.projects;

import dev.neonflow.sdk.paging.Pages;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The projects of an account. Thread-safe. Every method is one request and throws a {@link
 * dev.neonflow.sdk.error.NeonException}; the writes an {@link
 * dev.neonflow.sdk.error.AmbiguousWriteException} if their answer was lost and it cannot be told
 * whether they were done.
 */
public interface ProjectsApi {

  /**
   * One page of the projects that the API key can see, 10 unless the query says otherwise. Without
   * a limit a page that is the last may name a next one, which is empty.
   *
   * @see <a href="https://api-docs.neon.tech/reference/listprojects">listProjects</a>
   */
  ProjectPage list(ListProjects query);

  /**
   * All projects from where the query starts, page after page as they are asked for. Leaves out
   * those that Neon could not describe in time; {@link #list} names them.
   *
   * @see <a href="https://api-docs.neon.tech/reference/listprojects">listProjects</a>
   */
  default Pages<ProjectListItem> listAll(ListProjects query) {
    return Pages.of(cursor -> list(cursor == null ? query : query.cursor(cursor)).page());
  }

  /**
   * One page of the projects that others share with the account, 10 unless the query says
   * otherwise.
   *
   * @see <a href="https://api-docs.neon.tech/reference/listsharedprojects">listSharedProjects</a>
   */
  ProjectPage listShared(ListSharedProjects query);

  /**
   * All shared projects from where the query starts, page after page as they are asked for, but for
   * those that Neon could not describe in time.
   *
   * @see <a href="https://api-docs.neon.tech/reference/listsharedprojects">listSharedProjects</a>
   */
  default Pages<ProjectListItem> listAllShared(ListSharedProjects query) {
    return Pages.of(cursor -> listShared(cursor == null ? query : query.cursor(cursor)).page());
  }

  /**
   * Makes a project; answers before it is ready. As names are not unique, a lost answer leaves open
   * whether there is one.
   *
   * @throws dev.neonflow.sdk.error.LimitExceededException if the account has its fill of projects
   * @see <a href="https://api-docs.neon.tech/reference/createproject">createProject</a>
   */
  ProjectCreated create(CreateProject request);

  /**
   * One project.
   *
   * @throws dev.neonflow.sdk.error.NotFoundException if there is none, or the key cannot see it
   * @see <a href="https://api-docs.neon.tech/reference/getproject">getProject</a>
   */
  Project get(String projectId);

  /**
   * Changes a project. Some settings restart its computes.
   *
   * @see <a href="https://api-docs.neon.tech/reference/updateproject">updateProject</a>
   */
  ProjectUpdated update(String projectId, UpdateProject request);

  /**
   * Deletes a project with all its branches. For 7 days it can be brought back.
   *
   * @return the project as it was; empty if the answer was lost and it is gone
   * @throws dev.neonflow.sdk.error.NotFoundException if there is none
   * @see <a href="https://api-docs.neon.tech/reference/deleteproject">deleteProject</a>
   */
  Optional<Project> delete(String projectId);

  /**
   * The libraries that the project's PostgreSQL can load when it starts, for {@link
   * ProjectSettings#preloadLibraries()}.
   *
   * @see <a
   *     href="https://api-docs.neon.tech/reference/getavailablepreloadlibraries">getAvailablePreloadLibraries</a>
   */
  List<AvailablePreloadLibrary> availablePreloadLibraries(String projectId);

  /**
   * Offers the project to somebody else, for 24 hours. Who knows the offer's id can take it.
   *
   * @see <a
   *     href="https://api-docs.neon.tech/reference/createprojecttransferrequest">createProjectTransferRequest</a>
   */
  default TransferRequest createTransferRequest(String projectId) {
    return createTransferRequest(projectId, null);
  }

  /**
   * Offers the project to somebody else for a time.
   *
   * @param validFor how long it can be accepted, in whole seconds; null is 24 hours
   * @see <a
   *     href="https://api-docs.neon.tech/reference/createprojecttransferrequest">createProjectTransferRequest</a>
   */
  TransferRequest createTransferRequest(String projectId, @Nullable Duration validFor);

  /**
   * Takes a project that was offered, for the account or organization of the key.
   *
   * @throws dev.neonflow.sdk.error.InvalidRequestException with status 406 if the plan of the taker
   *     is too small for it
   * @see <a
   *     href="https://api-docs.neon.tech/reference/acceptprojecttransferrequest">acceptProjectTransferRequest</a>
   */
  default void acceptTransferRequest(String projectId, String requestId) {
    acceptTransferRequest(projectId, requestId, null);
  }

  /**
   * Takes a project that was offered.
   *
   * @param orgId the organization that gets it; null is the account or organization of the key
   * @throws dev.neonflow.sdk.error.InvalidRequestException with status 406 if the plan of the taker
   *     is too small for it
   * @see <a
   *     href="https://api-docs.neon.tech/reference/acceptprojecttransferrequest">acceptProjectTransferRequest</a>
   */
  void acceptTransferRequest(String projectId, String requestId, @Nullable String orgId);
}
