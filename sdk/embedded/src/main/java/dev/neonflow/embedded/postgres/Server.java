package dev.neonflow.embedded.postgres;

/** How the server process behind a compute's port comes and goes. */
interface Server {

  /** Starts it; nobody else starts or stops it meanwhile. */
  Postmaster start();

  /** Is told when clients can reach what {@link #start} returned. */
  void started();

  /** Clears away what is of no use after its end. */
  void ended();
}
