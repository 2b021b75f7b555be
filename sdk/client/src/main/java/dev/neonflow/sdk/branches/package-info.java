/** Branches: copies of a database that are made at once. */
@NullMarked
package dev.neonflow.sdk.branches;

import org.jspecify.annotations.NullMarked;
