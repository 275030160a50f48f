-- What the public plane's database user may do, and nothing else. Run by the owner of the database after
-- ./waylight setup on the staff plane, and again after an upgrade:  psql "$DATABASE_URL" -f docs/public-plane.sql
-- Make the user first:  CREATE ROLE waylight_public LOGIN PASSWORD '…';

REVOKE ALL ON ALL TABLES IN SCHEMA public FROM waylight_public;
GRANT USAGE ON SCHEMA public TO waylight_public;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO waylight_public;

-- What everybody may read.
GRANT SELECT ON django_migrations, guidance_area, guidance_contactroute TO waylight_public;

-- Unfinished concerns come and go; what was sent is only ever added to.
GRANT SELECT, INSERT, UPDATE, DELETE ON reporting_draft TO waylight_public;
GRANT SELECT, INSERT ON reporting_concern, reporting_concernversion, reporting_statusevent, reporting_message
    TO waylight_public;

-- Appended to and not read: who reported, what is to be done, what was done. (INSERT answers with the new id.)
GRANT INSERT, SELECT (id) ON reporting_reporteridentity, work_outboxevent, audit_event TO waylight_public;

-- What was handed over by link: sealed to link and code, opened here, noted, never changed.
GRANT SELECT ON handover_handed TO waylight_public;
GRANT SELECT, INSERT ON handover_handedevent TO waylight_public;

-- Partners' keys are compared, never made here.
GRANT SELECT ON reporting_apikey TO waylight_public;

-- Whether a certificate holds; nothing here names the person.
GRANT SELECT ON learning_certificate, learning_revocation, learning_signedcredential, learning_statuslist
    TO waylight_public;

-- A learner who comes in with badge and code: names and badges rest sealed, to the staff's key or to that code. What
-- was completed is added and never changed; what is due afterwards follows from it.
GRANT SELECT ON learning_learner, learning_nameslip, learning_shareddevice, learning_courserule,
    learning_coursedemand, learning_exemption, learning_withdrawal TO waylight_public;
GRANT SELECT, INSERT, UPDATE, DELETE ON learning_visit, learning_duedate TO waylight_public;
GRANT SELECT, INSERT, UPDATE ON learning_registration, learning_questioncount TO waylight_public;
GRANT SELECT, INSERT ON learning_lessondone, learning_checkattempt, learning_completion, learning_certificate
    TO waylight_public;
GRANT SELECT, UPDATE (state, settled_on) ON learning_reminder TO waylight_public;

-- Who needs another language or format: what was typed is sealed to the hub.
GRANT SELECT, INSERT ON learning_formatrequest TO waylight_public;
