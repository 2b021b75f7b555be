package dev.neonflow.workflows.internal.redaction;

import dev.neonflow.sdk.Secret;
import java.util.Arrays;
import java.util.List;

/** The tokens that one of Fly's is made of; each is secret. */
public final class TokenParts {
  /** The word in front of them is none. */
  private static final int SHORTEST = 9;

  private TokenParts() {}

  /** Those of a token; itself if it is only one. */
  public static List<Secret> of(Secret token) {
    return Arrays.stream(token.reveal().split("[,\\s]+"))
        .filter(part -> part.length() >= SHORTEST)
        .map(Secret::of)
        .toList();
  }
}
