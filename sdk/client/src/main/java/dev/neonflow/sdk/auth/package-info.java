/** Neon Auth: sign-in for the users of an application, kept in a branch. */
@NullMarked
package dev.neonflow.sdk.auth;

import org.jspecify.annotations.NullMarked;
