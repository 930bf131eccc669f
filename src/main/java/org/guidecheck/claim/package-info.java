/** Claims about guidance: statements, settings, verdict texts and the evidence that families of claims share. */
package org.guidecheck.claim;
