/** JSON adapters. Not part of the public API. */
@NullMarked
package dev.neonflow.sdk.internal.json;

import org.jspecify.annotations.NullMarked;
