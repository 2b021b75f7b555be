/** One call: authorization, retry, error decoding, logging. Not part of the public API. */
@NullMarked
package dev.neonflow.sdk.internal.http;

import org.jspecify.annotations.NullMarked;
