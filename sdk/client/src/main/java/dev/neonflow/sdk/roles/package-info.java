/** Roles of a branch and their passwords. */
@NullMarked
package dev.neonflow.sdk.roles;

import org.jspecify.annotations.NullMarked;
