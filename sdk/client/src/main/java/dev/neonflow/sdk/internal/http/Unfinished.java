package dev.neonflow.sdk.internal.http;

/** Whether Neon is still doing something in a project. */
@FunctionalInterface
public interface Unfinished {

  /** Looks at the newest operations of the project. */
  boolean in(CallRunner reads, String projectId);
}
