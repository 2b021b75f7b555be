package dev.neonflow.workflows;

import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.internal.redaction.Redactor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers the secrets that a step was given, so that what it says shows none. Thread-safe. */
final class HandedOut implements Secrets {

  private final Secrets secrets;
  private final Map<String, Secret> known = new ConcurrentHashMap<>();

  HandedOut(Secrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public Secret get(String name) {
    Secret secret = secrets.get(name);
    known.put(name, secret);
    return secret;
  }

  /** The text without them. */
  String masked(String text) {
    return Redactor.of(known.values()).redact(text);
  }

  /** What a step tells of itself, without them. */
  WorkflowEvent masked(WorkflowEvent event) {
    return event instanceof WorkflowEvent.StepProgress progress
        ? new WorkflowEvent.StepProgress(
            progress.at(), progress.stepId(), masked(progress.text()), progress.fraction())
        : event;
  }

  /** Why it failed, without them; the same exception if it shows none. */
  Exception masked(Exception cause) {
    Failure shown = Failure.of(cause, this::masked);
    return shown.equals(Failure.of(cause)) ? cause : shown.exception();
  }
}
