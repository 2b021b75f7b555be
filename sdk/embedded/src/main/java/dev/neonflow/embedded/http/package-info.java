/**
 * The wire: one route table, a small class of handlers for each resource, and the records that
 * requests and answers are made of.
 */
@NullMarked
package dev.neonflow.embedded.http;

import org.jspecify.annotations.NullMarked;
