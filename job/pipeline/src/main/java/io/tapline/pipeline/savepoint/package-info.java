/*
 * Copyright the Tapline authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What can be told of a savepoint before a job starts from it. */
package io.tapline.pipeline.savepoint;
