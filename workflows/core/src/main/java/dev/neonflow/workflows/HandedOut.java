package dev.neonflow.workflows;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Secret;
import dev.neonflow.workflows.internal.redaction.Redactor;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers the secrets and connections that a step was given, so that what it says shows none.
 * Thread-safe.
 */
final class HandedOut implements Secrets {

  private final Secrets secrets;
  private final Set<Secret> known = ConcurrentHashMap.newKeySet();

  HandedOut(Secrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public Secret get(String name) {
    Secret secret = secrets.get(name);
    known.add(secret);
    return secret;
  }

  /** It was told how to connect to a branch. */
  void add(ConnectionUris uris) {
    for (ConnectionUri uri : List.of(uris.direct(), uris.pooled())) {
      known.addAll(List.of(uri.password(), uri.uri()));
    }
  }

  /** The text without them. */
  String masked(String text) {
    return Redactor.of(known).redact(text);
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
