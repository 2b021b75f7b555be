/** The Neon Data API: a database over HTTP. */
@NullMarked
package dev.neonflow.sdk.dataapi;

import org.jspecify.annotations.NullMarked;
