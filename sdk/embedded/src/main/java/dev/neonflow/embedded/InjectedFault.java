package dev.neonflow.embedded;

/** A fault that a server has, as long as it has it. Thread-safe. */
public interface InjectedFault {

  /** Its number on this server. */
  long id();

  /** What was injected. */
  Fault fault();

  /** How often it happened so far. */
  int used();

  /** Takes it away: it happens no more, and whatever waits because of it goes on. */
  void remove();
}
