package dev.neonflow.embedded.http;

import org.jspecify.annotations.Nullable;

/**
 * An answer.
 *
 * @param body a wire record, or absent for none at all
 */
record Response(int status, @Nullable Object body) {

  static Response ok(Object body) {
    return new Response(200, body);
  }

  static Response created(Object body) {
    return new Response(201, body);
  }

  /** The answer to the deletion of what is not there. */
  static Response nothing() {
    return new Response(204, null);
  }
}
