package dev.neonflow.sdk.jwks;

import java.util.List;
import java.util.Optional;

/**
 * The keys whose tokens open the databases of a project. Thread-safe. Every method is one request
 * and throws a {@link dev.neonflow.sdk.error.NeonException}.
 */
public interface JwksApi {

  /**
   * All sets of keys of the project.
   *
   * @see <a href="https://api-docs.neon.tech/reference/getprojectjwks">getProjectJWKS</a>
   */
  List<Jwks> list(String projectId);

  /**
   * Adds a set of keys.
   *
   * @see <a href="https://api-docs.neon.tech/reference/addprojectjwks">addProjectJWKS</a>
   */
  JwksAdded add(String projectId, AddJwks request);

  /**
   * Removes a set: tokens signed with its keys open nothing any more.
   *
   * @return the set as it was; empty if the answer was lost and it is gone
   * @throws dev.neonflow.sdk.error.NotFoundException if there is none
   * @see <a href="https://api-docs.neon.tech/reference/deleteprojectjwks">deleteProjectJWKS</a>
   */
  Optional<Jwks> delete(String projectId, String jwksId);
}
