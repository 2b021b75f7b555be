/**
 * What the requests and values of all resources share: how they stand in JSON, and what is refused
 * before it is sent. For the records of this client; programs have no use for it.
 */
@NullMarked
package dev.neonflow.sdk.values;

import org.jspecify.annotations.NullMarked;
