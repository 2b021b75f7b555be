package dev.neonflow.cli.demo;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Neon;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.NeonflowBuilder;
import dev.neonflow.workflows.PreviewWorkflow;
import dev.neonflow.workflows.TeardownWorkflow;

/** The Neon that a tour's shop has its databases on. */
interface DemoNeon extends AutoCloseable {

  /** The client, which {@link #close} closes. */
  Neon neon();

  String projectId();

  /** Says where it is, and makes the branch that is production in this tour if there is none. */
  ConnectionUri production(Tour tour, Neonflow neonflow);

  /** What it is called. */
  String productionBranch();

  /** Which database and role the workflows use. */
  NeonflowBuilder tell(NeonflowBuilder builder);

  /** What a preview is like here. */
  PreviewWorkflow preview(PreviewWorkflow preview);

  /** How a preview is found here. */
  TeardownWorkflow teardown(TeardownWorkflow teardown);

  /** Removes all that was made here; nothing is doubled if some of it is gone. */
  void remove(Neonflow neonflow);

  /** Removes nothing. */
  @Override
  void close();
}
