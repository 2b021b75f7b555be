/** Databases of a branch. */
@NullMarked
package dev.neonflow.sdk.databases;

import org.jspecify.annotations.NullMarked;
