/** Reading and writing connection URIs. Not part of the public API. */
@NullMarked
package dev.neonflow.sdk.internal.uri;

import org.jspecify.annotations.NullMarked;
