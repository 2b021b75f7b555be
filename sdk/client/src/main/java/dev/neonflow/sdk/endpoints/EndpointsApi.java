package dev.neonflow.sdk.endpoints;

import java.util.List;

/** The computes of a project. Thread-safe. */
public interface EndpointsApi {

  /** All endpoints of the project. */
  List<Endpoint> list(String projectId);

  /** The endpoints of one branch. */
  List<Endpoint> listOfBranch(String projectId, String branchId);

  /** One endpoint. */
  Endpoint get(String projectId, String endpointId);

  /** Starts the compute; answers before it runs. */
  EndpointUpdated start(String projectId, String endpointId);

  /** Suspends the compute; answers before it is suspended. */
  EndpointUpdated suspend(String projectId, String endpointId);
}
