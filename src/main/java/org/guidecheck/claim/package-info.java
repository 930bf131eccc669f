/** What is claimed: one class a claim, each deciding itself soundly. */
package org.guidecheck.claim;
