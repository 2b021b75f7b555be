/** The user, organization or project that the API key stands for. */
@NullMarked
package dev.neonflow.sdk.users;

import org.jspecify.annotations.NullMarked;
